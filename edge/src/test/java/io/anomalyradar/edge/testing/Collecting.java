package io.anomalyradar.edge.testing;

import io.anomalyradar.edge.buffer.BufferConfig;
import io.anomalyradar.edge.buffer.DiskBuffer;
import io.anomalyradar.edge.buffer.Segment;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A buffer and its intake, from which a test takes what a source delivered. */
public final class Collecting implements AutoCloseable {
    private final DiskBuffer buffer;
    private final Intake intake;
    private final List<Frame> taken = new ArrayList<>();

    public Collecting(Path directory) throws IOException {
        buffer = DiskBuffer.open(
                new BufferConfig(directory, 100 << 20, 1_000, Duration.ZERO, Duration.ofSeconds(1)), System::nanoTime);
        intake = new Intake(buffer, frames -> frames);
        intake.start();
    }

    public Intake intake() {
        return intake;
    }

    /** Everything delivered so far. */
    public List<Frame> frames() throws IOException {
        for (Segment segment = buffer.take(); segment != null; segment = buffer.take()) {
            taken.addAll(segment.decoded());
            buffer.sent();
        }
        return taken;
    }

    @Override
    public void close() throws IOException {
        intake.close();
        buffer.close();
    }
}
