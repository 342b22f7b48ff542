package io.anomalyradar.edge.uplink;

import io.anomalyradar.bus.FrameStream;
import io.anomalyradar.edge.buffer.Segment;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes the frames of segments into the telemetry topic, each under the id that its segment gives it. */
public final class KafkaUplink implements Uplink {
    private final KafkaConfig kafka;
    private @Nullable FrameStream stream;

    public KafkaUplink(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    @Override
    public UplinkOutcome send(Segment segment) {
        try {
            if (stream == null) {
                stream = FrameStream.open(kafka);
            }
            for (Frame frame : segment.decoded()) {
                stream.send(frame);
            }
            stream.flush();
            return new UplinkOutcome.Delivered(segment.frames(), 0, "");
        } catch (IOException undelivered) {
            close();
            return new UplinkOutcome.Failed(String.valueOf(undelivered.getMessage()), Duration.ZERO);
        }
    }

    @Override
    public String target() {
        return kafka.topics().telemetry() + " at " + kafka.bootstrapServers();
    }

    @Override
    public void close() {
        FrameStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
