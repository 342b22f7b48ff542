package io.anomalyradar.app.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.anomalyradar.app.send.DeliveryException;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;

/**
 * Writes frames as CSV, one row per sample: {@code timestamp,device,metric,value}, which {@code radar score} and
 * {@code replay} read.
 */
final class CsvFrameSink implements FrameSink {
    private final Writer target;
    private final CsvWriter writer;
    private long frames;

    CsvFrameSink(Writer target) {
        this.target = target;
        this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(target);
        writer.writeRecord("timestamp", "device", "metric", "value");
    }

    @Override
    public void send(Frame frame) throws DeliveryException {
        String time = Instant.ofEpochMilli(frame.timestampMillis()).toString();
        try {
            for (int i = 0; i < frame.size(); i++) {
                writer.writeRecord(time, frame.device(), frame.metric(i), Double.toString(frame.value(i)));
            }
        } catch (UncheckedIOException unwritable) {
            throw new DeliveryException("the CSV file cannot be written: " + unwritable.getMessage(), unwritable);
        }
        frames++;
    }

    @Override
    public void flush() throws DeliveryException {
        try {
            writer.flush();
            target.flush();
        } catch (IOException unwritable) {
            throw new DeliveryException("the CSV file cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }

    @Override
    public long acknowledged() {
        return frames;
    }

    @Override
    public long rejected() {
        return 0;
    }

    @Override
    public void close() {
        // the owner of the target closes it
    }
}
