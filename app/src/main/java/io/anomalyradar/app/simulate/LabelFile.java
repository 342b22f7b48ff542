package io.anomalyradar.app.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The ground truth about all faults as CSV: {@code device,metric,kind,start,end,magnitude}, in the order in which they
 * end.
 */
final class LabelFile implements Consumer<FaultLabel>, AutoCloseable {
    private final CsvWriter writer;
    private long labels;

    LabelFile(Path file) throws IOException {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
        writer.writeRecord("device", "metric", "kind", "start", "end", "magnitude");
    }

    @Override
    public void accept(FaultLabel label) {
        writer.writeRecord(
                label.device(),
                label.metric(),
                label.kind().text(),
                Instant.ofEpochMilli(label.startMillis()).toString(),
                Instant.ofEpochMilli(label.endMillis()).toString(),
                Double.toString(label.magnitude()));
        labels++;
    }

    long labels() {
        return labels;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
