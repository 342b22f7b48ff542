package io.anomalyradar.app.imports;

import io.anomalyradar.app.imports.ImportJournal.Position;
import io.anomalyradar.app.send.KafkaFrameSink;
import io.anomalyradar.bus.TelemetryRecords;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Sends the parts of an import after one another. Each frame is marked as history, and its id is made of the import,
 * the part and the row. The journal is written after every {@value #STRIDE} frames that are acknowledged: what is sent
 * again after a kill is fewer frames than the job remembers of a device, so it counts once. Not thread-safe.
 */
final class HistoryImport {
    /** Below the number of frame ids that the job keeps of each device. */
    static final int STRIDE = 500;

    /** Called now and then: what is read of all parts, and the frames sent. */
    @FunctionalInterface
    interface Watcher {
        void reached(long done, long frames, String part);
    }

    /**
     * What an import has done.
     *
     * @param skipped frames that an earlier run had sent
     * @param empty rows without a time or without samples
     * @param complete whether it came to the end
     */
    record Result(long frames, long samples, long skipped, long empty, boolean complete, List<String> problems) {}

    private final String id;
    private final List<ImportPart> parts;
    private final ImportJournal journal;
    private final TelemetryRecords records;
    private final KafkaFrameSink sink;
    private final BooleanSupplier stop;
    private final List<String> problems = new ArrayList<>();
    private long frames;
    private long samples;
    private long skipped;
    private long empty;
    private int unflushed;

    HistoryImport(
            String id,
            List<ImportPart> parts,
            ImportJournal journal,
            TelemetryRecords records,
            KafkaFrameSink sink,
            BooleanSupplier stop) {
        this.id = id;
        this.parts = parts;
        this.journal = journal;
        this.records = records;
        this.sink = sink;
        this.stop = stop;
    }

    /** Sends what the journal does not have yet, and returns when it is acknowledged. */
    Result run(Watcher watcher) throws IOException {
        long before = 0;
        Position start = journal.position();
        for (int i = 0; i < parts.size(); i++) {
            ImportPart part = parts.get(i);
            if (i >= start.part() && !send(i, part, i == start.part() ? start.row() : 0, before, watcher)) {
                return result(false);
            }
            before += part.size();
        }
        return result(true);
    }

    private Result result(boolean complete) {
        return new Result(frames, samples, skipped, empty, complete, problems);
    }

    /** False when it was stopped. */
    private boolean send(int index, ImportPart part, long firstRow, long before, Watcher watcher) throws IOException {
        try (ImportPart.Rows rows = part.open()) {
            long number = 0;
            for (ImportPart.Rows.Row row = rows.next(); row != null; row = rows.next(), number++) {
                Frame frame = row.frame();
                if (number < firstRow) {
                    skipped += frame == null ? 0 : 1;
                } else if (frame == null) {
                    empty++;
                } else {
                    sink.send(records.ofHistory(frame.withId(id + "/" + index + "/" + number)));
                    frames++;
                    samples += frame.size();
                    unflushed++;
                }
                watcher.reached(before + rows.done(), frames, part.name());
                if (unflushed >= STRIDE || (number >= firstRow && stop.getAsBoolean())) {
                    reached(new Position(index, number + 1));
                    if (stop.getAsBoolean()) {
                        return false;
                    }
                }
            }
            rows.problems().forEach(problems::add);
        }
        reached(new Position(index + 1, 0));
        return true;
    }

    private void reached(Position position) throws IOException {
        sink.flush();
        journal.write(position);
        unflushed = 0;
    }
}
