package io.anomalyradar.app.replay;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.app.send.Pacer;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.Refusal;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends files as frames, one per row, in file order, at the pace of the times in the files. Not thread-safe. */
final class Replay {
    private static final String DEVICE_OF_ROWS = "known row by row";
    private static final long FLUSH_BEFORE_NANOS = 20_000_000;

    /**
     * The options of a replay.
     *
     * @param device the device of rows that name none; null: the file's name without extension
     * @param pacer created for every file
     */
    record Plan(
            CsvOptions options,
            @Nullable String device,
            TimeShift shift,
            FrameNaming ids,
            StartAt start,
            Supplier<Pacer> pacer) {}

    /** Called after every row: bytes read of the file, and frames sent of it. */
    @FunctionalInterface
    interface Watcher {
        void read(long bytes, long frames);
    }

    private final Plan plan;
    private final FrameSink sink;

    Replay(Plan plan, FrameSink sink) {
        this.plan = plan;
        this.sink = sink;
    }

    /**
     * Sends one file and returns when all of it is acknowledged, or when the pacer was stopped and the sent frames are
     * acknowledged.
     *
     * @throws IOException when the file cannot be read, its frames would be refused, or they are not acknowledged
     */
    ReplayedFile replay(CsvFile file, Watcher watcher) throws IOException {
        try (CsvTable table = CsvTable.open(file, plan.options)) {
            String device = plan.device == null ? file.stem() : plan.device;
            check(file, table.layout(), device);
            Course course = new Course(file, device, plan.shift.millis(file), plan.pacer.get());
            CsvRow row = table.next();
            while (row != null && course.send(row, table.rows())) {
                watcher.read(table.bytesRead(), course.frames);
                row = table.next();
            }
            sink.flush();
            boolean complete = row == null;
            long rows = complete ? table.rows() : table.rows() - 1;
            return new ReplayedFile(
                    file.name(),
                    table.layout().described(),
                    rows,
                    course.frames,
                    course.samples,
                    course.skippedRows,
                    complete,
                    table.problems());
        }
    }

    /**
     * Whether frames of this device and these metrics would be accepted. The job checks devices that are named row by
     * row.
     */
    private static void check(CsvFile file, CsvLayout layout, String device) throws IOException {
        FrameBuilder probe = new FrameBuilder();
        probe.device(layout.device() == CsvLayout.NONE ? device : DEVICE_OF_ROWS);
        layout.metrics().forEach(metric -> probe.sample(metric, 0));
        for (Refusal refusal : probe.build().refusals()) {
            throw new IOException(file.path() + ": would be refused as " + refusal.code() + ": " + refusal.message()
                    + " (name the device with --device, columns with a header, leave some out with --column-map"
                    + " ignore=…)");
        }
    }

    /** The way through one file. */
    private final class Course {
        private final CsvFile file;
        private final String device;
        private final long shiftMillis;
        private final Pacer pacer;
        private final long firstRow;
        private long frames;
        private long samples;
        private long skippedRows;

        Course(CsvFile file, String device, long shiftMillis, Pacer pacer) {
            this.file = file;
            this.device = device;
            this.shiftMillis = shiftMillis;
            this.pacer = pacer;
            this.firstRow = plan.start.firstRow(file);
        }

        /** Sends {@code row}, the {@code number}-th from 1; false when stopped before it. */
        boolean send(CsvRow row, long number) throws IOException {
            if (number < firstRow) {
                return true;
            }
            Frame frame = row.isTimed() ? row.frame(row.device() == null ? device : row.device()) : null;
            if (frame == null) {
                skippedRows++;
                return true;
            }
            if (pacer.nanosUntil(row.timestampMillis()) > FLUSH_BEFORE_NANOS) {
                sink.flush();
            }
            if (!pacer.await(row.timestampMillis())) {
                return false;
            }
            sink.send(frame.withTimestampMillis(row.timestampMillis() + shiftMillis)
                    .withId(plan.ids.of(file, number)));
            frames++;
            samples += frame.size();
            return true;
        }
    }
}
