package io.anomalyradar.app.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What became of a replay.
 *
 * @param failedFiles files that could not be read, or only in part
 * @param seconds it took
 */
record ReplayReport(List<ReplayedFile> files, int failedFiles, double seconds) {

    boolean isComplete() {
        return failedFiles == 0 && files.stream().allMatch(ReplayedFile::complete);
    }

    private long sum(ToLongFunction<ReplayedFile> count) {
        return files.stream().mapToLong(count).sum();
    }

    /** A few lines for a person. */
    void print(PrintWriter out) {
        long frames = sum(ReplayedFile::frames);
        out.printf(
                Locale.ROOT,
                "%d files: %d frames with %d samples acknowledged in %.1f s (%.0f frames/s), %d rows without time or value%n",
                files.size(),
                frames,
                sum(ReplayedFile::samples),
                seconds,
                frames / Math.max(1e-3, seconds),
                sum(ReplayedFile::skippedRows));
        for (ReplayedFile file : files) {
            if (!file.complete()) {
                out.println("stopped; go on with --frame-ids --start-at " + new StartAt(file.name(), file.rows() + 1));
            }
        }
        out.flush();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("complete", isComplete());
        json.writeNumberField("failedFiles", failedFiles);
        json.writeNumberField("seconds", seconds);
        json.writeNumberField("rows", sum(ReplayedFile::rows));
        json.writeNumberField("frames", sum(ReplayedFile::frames));
        json.writeNumberField("samples", sum(ReplayedFile::samples));
        json.writeNumberField("skippedRows", sum(ReplayedFile::skippedRows));
        json.writeArrayFieldStart("items");
        for (ReplayedFile file : files) {
            json.writeStartObject();
            json.writeStringField("file", file.name());
            json.writeBooleanField("complete", file.complete());
            json.writeNumberField("rows", file.rows());
            json.writeNumberField("frames", file.frames());
            json.writeNumberField("samples", file.samples());
            json.writeNumberField("skippedRows", file.skippedRows());
            json.writeNumberField("badCells", file.problems().badCells());
            json.writeNumberField("badTimes", file.problems().badTimes());
            json.writeNumberField("badRows", file.problems().badRows());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
