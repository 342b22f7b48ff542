package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Dead letters for samples that are refused because of the state of their device. The original bytes of a record are
 * not carried through the shuffle for these rare cases: the letter contains the refused samples as a new frame in
 * Protobuf, with its time set and without frame id, so that its replay is not a duplicate and does not send the other
 * samples again. Not thread-safe.
 */
final class RefusedSamples {
    private final String topic;
    private final FrameProtobuf protobuf = new FrameProtobuf();
    private final List<Header> headers =
            List.of(new Header(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8)));

    /** @param topic name of the source topic */
    RefusedSamples(String topic) {
        this.topic = topic;
    }

    /** The letter for the samples that {@code refusals} name, or for all of them if they refuse the record. */
    DeadLetter letter(ArrivedFrame arrived, SourcePosition source, List<Refusal> refusals) {
        Frame frame = arrived.frame();
        Set<String> refused = refusals.stream().map(Refusal::metric).collect(Collectors.toSet());
        boolean all = refusals.stream().anyMatch(Refusal::refusesRecord);
        int[] kept = IntStream.range(0, frame.size())
                .filter(i -> all || refused.contains(frame.metric(i)))
                .toArray();
        Frame again = new Frame(
                frame.device(),
                frame.timestampMillis(),
                IntStream.of(kept).mapToObj(frame::metric).toArray(String[]::new),
                IntStream.of(kept).mapToDouble(frame::value).toArray(),
                frame.hasOnlyGauges()
                        ? null
                        : IntStream.of(kept).mapToObj(frame::kind).toArray(SampleKind[]::new),
                frame.attributes(),
                frame.metadata(),
                null);
        return new DeadLetter(
                source,
                topic,
                arrived.appendTimeMillis(),
                frame.device(),
                List.copyOf(refusals),
                frame.device().getBytes(StandardCharsets.UTF_8),
                protobuf.encode(again),
                headers);
    }
}
