package io.anomalyradar.app.imports;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file.
 *
 * @param device of rows that name none; null: the file's name without extension
 */
record CsvPart(CsvFile file, CsvOptions options, @Nullable String device) implements ImportPart {
    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() throws IOException {
        return Files.size(file.path());
    }

    @Override
    public Rows open() throws IOException {
        CsvTable table = CsvTable.open(file, options);
        String sender = device == null ? file.stem() : device;
        try {
            check(table.layout(), sender);
        } catch (IOException refused) {
            table.close();
            throw refused;
        }
        return new Rows() {
            @Override
            public @Nullable Row next() throws IOException {
                CsvRow row = table.next();
                if (row == null) {
                    return null;
                }
                Frame frame = row.isTimed() ? row.frame(row.device() == null ? sender : row.device()) : null;
                return new Row(frame == null ? null : frame.withTimestampMillis(row.timestampMillis()));
            }

            @Override
            public long done() {
                return table.bytesRead();
            }

            @Override
            public String layout() {
                return table.layout().described();
            }

            @Override
            public Iterable<String> problems() {
                return table.problems().examples();
            }

            @Override
            public void close() throws IOException {
                table.close();
            }
        };
    }

    private void check(CsvLayout layout, String sender) throws IOException {
        FrameBuilder probe = new FrameBuilder();
        probe.device(layout.device() == CsvLayout.NONE ? sender : "named by each row");
        layout.metrics().forEach(metric -> probe.sample(metric, 0));
        for (Refusal refusal : probe.build().refusals()) {
            throw new IOException(file.path() + ": would be refused as " + refusal.code() + ": " + refusal.message());
        }
    }
}
