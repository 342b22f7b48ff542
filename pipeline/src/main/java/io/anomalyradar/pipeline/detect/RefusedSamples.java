package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Dead letters for samples that are refused because of the device's past. The record's own bytes are not carried through the
 * shuffle for the sake of these few: the letter holds the refused samples anew, as a frame in Protobuf with their time set
 * and without frame id, so that a replay of it is neither a duplicate nor sends the others again. Not thread-safe.
 */
final class RefusedSamples {
    private final String topic;
    private final FrameProtobuf protobuf = new FrameProtobuf();
    private final List<Header> headers =
            List.of(new Header(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8)));

    /** @param topic name of the topic that the samples come from */
    RefusedSamples(String topic) {
        this.topic = topic;
    }

    DeadLetter letter(ArrivedFrame arrived, SourcePosition source, Placement placement) {
        Frame frame = arrived.frame();
        int refused = placement.refusals().size();
        String[] metrics = new String[refused];
        double[] values = new double[refused];
        int at = 0;
        for (int i = 0; i < frame.size(); i++) {
            if (placement.position(i) == Placement.REFUSED) {
                metrics[at] = frame.metric(i);
                values[at++] = frame.value(i);
            }
        }
        Frame again = new Frame(
                frame.device(), frame.timestampMillis(), metrics, values, frame.attributes(), frame.metadata(), null);
        return new DeadLetter(
                source,
                topic,
                arrived.appendTimeMillis(),
                frame.device(),
                placement.refusals(),
                frame.device().getBytes(StandardCharsets.UTF_8),
                protobuf.encode(again),
                headers);
    }
}
