package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.optionalReal;
import static io.anomalyradar.history.duckdb.BulkInsert.real;
import static io.anomalyradar.history.duckdb.BulkInsert.tiny;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.FrameRows;
import io.anomalyradar.history.Sample;
import io.anomalyradar.model.score.ScoreFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code samples}.
 *
 * @param batch the number of the batch that stores it
 * @param index of the sample in {@code stored}
 */
record SampleRow(FrameRows stored, long batch, int index) {

    static List<BulkInsert.Column<SampleRow>> columns() {
        return List.of(
                integer("series", row -> row.stored.series()[row.index]),
                bigint("ts", row -> row.frame().timestampMillis()),
                real("value", row -> row.frame().value(row.index)),
                optionalReal("expected", row -> row.frame().expected(row.index)),
                optionalReal("lower", row -> row.frame().lower(row.index)),
                optionalReal("upper", row -> row.frame().upper(row.index)),
                real("score", row -> row.frame().score(row.index)),
                tiny("status", row -> row.frame().status(row.index).number()),
                integer("source", row -> row.stored.source()),
                bigint("source_offset", row -> row.frame().source().offset()),
                integer("config", row -> row.frame().configVersion()),
                bigint("append_ms", row -> row.frame().appendTimeMillis()),
                bigint("batch", row -> row.batch));
    }

    private ScoreFrame frame() {
        return stored.frame();
    }

    /** The sample in a row of these columns and those of its source position. */
    static Sample read(ResultSet row) throws SQLException {
        return new Sample(
                row.getLong("ts"),
                row.getDouble("value"),
                Sql.real(row, "expected"),
                Sql.real(row, "lower"),
                Sql.real(row, "upper"),
                row.getDouble("score"),
                SampleStatus.numbered(row.getLong("status")),
                Sql.source(row),
                row.getInt("config"));
    }

    /** The rows of {@code frames}, frame by frame, made one at a time. */
    static Iterable<SampleRow> of(List<FrameRows> frames, long batch) {
        return () -> new Rows(frames.iterator(), batch);
    }

    private static final class Rows implements Iterator<SampleRow> {
        private final Iterator<FrameRows> frames;
        private final long batch;
        private @Nullable FrameRows current;
        private int index;

        Rows(Iterator<FrameRows> frames, long batch) {
            this.frames = frames;
            this.batch = batch;
            this.current = nextWithSamples();
        }

        private @Nullable FrameRows nextWithSamples() {
            while (frames.hasNext()) {
                FrameRows frame = frames.next();
                if (frame.series().length > 0) {
                    return frame;
                }
            }
            return null;
        }

        @Override
        public boolean hasNext() {
            return current != null;
        }

        @Override
        public SampleRow next() {
            if (current == null) {
                throw new NoSuchElementException();
            }
            SampleRow row = new SampleRow(current, batch, index++);
            if (index == current.series().length) {
                current = nextWithSamples();
                index = 0;
            }
            return row;
        }
    }
}
