package io.anomalyradar.bus.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.TelemetryRecords;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.event.DecodedEvent;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.EventDecoder;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Builds from a dead letter the record that sends exactly the refused data again. Not thread-safe.
 *
 * <ul>
 *   <li>A record that was refused as a whole is sent unchanged: key, value and headers.
 *   <li>If only some samples of a record were refused, those samples are sent, as a Protobuf frame.
 *   <li>Data that the current decoder refuses as well is not sent: it would only become another dead letter.
 *   <li>A record of another topic is not sent: once its mapping is mended, its group is set back (docs/doors/kafka.md).
 *   <li>An event is sent unchanged, to the topic of events; one without a time gets the time of its new append.
 *   <li>A record without a time gets the time of its first append.
 *   <li>The sent record has a frame id, so that a second replay soon after does not count twice: the record's own id if
 *       nothing of it was accepted under that id, otherwise {@code dl:} and the position of the refused record.
 * </ul>
 */
public final class Redeliverer {
    private static final String ID_PREFIX = "dl:";

    private final long maxClockSkewMillis;
    private final Clock clock;
    private final TelemetryDecoder decoder = new TelemetryDecoder();
    private final EventDecoder events = new EventDecoder();
    private final String telemetryTopic;
    private final String eventTopic;
    private final TelemetryRecords records;
    private final TelemetryRecords eventRecords;

    /** @param topics to send to */
    public Redeliverer(TopicNames topics, Duration maxClockSkew, Clock clock) {
        this.telemetryTopic = topics.telemetry();
        this.eventTopic = topics.events();
        this.records = new TelemetryRecords(topics.telemetry());
        this.eventRecords = new TelemetryRecords(eventTopic);
        this.maxClockSkewMillis = maxClockSkew.toMillis();
        this.clock = clock;
    }

    /** What sending the refused data of {@code letter} again takes, and whether it would be accepted now. */
    public Redelivery of(DeadLetter letter) {
        if (letter.topic().equals(eventTopic)) {
            return event(letter);
        }
        if (!letter.topic().equals(telemetryTopic)) {
            return new Redelivery.Hopeless(letter.refusals()); // a topic of others: it is not in our format
        }
        Decoded decoded = decoder.decode(
                letter.value(),
                StoredLetter.header(letter, Topics.CONTENT_TYPE),
                StoredLetter.header(letter, Topics.FRAME_ID));
        Frame frame = decoded.frame();
        if (frame == null) {
            return new Redelivery.Hopeless(decoded.refusals());
        }
        return letter.refusesRecord()
                ? wholeRecord(letter, frame, decoded.refusals())
                : refusedSamples(letter, frame, decoded.refusals());
    }

    private Redelivery event(DeadLetter letter) {
        DecodedEvent decoded = events.decode(
                letter.value(),
                StoredLetter.header(letter, Topics.CONTENT_TYPE),
                StoredLetter.header(letter, Topics.FRAME_ID),
                clock.millis(),
                maxClockSkewMillis);
        Event event = decoded.event();
        Refusal refusal = decoded.refusal();
        return event == null && refusal != null
                ? new Redelivery.Hopeless(List.of(refusal))
                : new Redelivery.Sendable(
                        asItCame(letter, event == null || event.id() == null ? id(letter) : event.id()), 1, List.of());
    }

    private Redelivery wholeRecord(DeadLetter letter, Frame frame, List<Refusal> refusals) {
        Frame timed = timed(letter, frame);
        Refusal skewed = FrameLimits.checkClockSkew(timed.timestampMillis(), clock.millis(), maxClockSkewMillis);
        if (skewed != null) {
            return new Redelivery.Hopeless(List.of(skewed));
        }
        String id = frame.id() == null ? id(letter) : frame.id();
        boolean asItCame = refusals.isEmpty() && frame.timestampMillis() != Frame.NO_TIMESTAMP;
        return new Redelivery.Sendable(
                asItCame ? asItCame(letter, id) : encoded(letter, timed, id), frame.size(), refusals);
    }

    private Redelivery refusedSamples(DeadLetter letter, Frame frame, List<Refusal> refusals) {
        Set<String> wanted = new HashSet<>();
        letter.refusals().forEach(refusal -> wanted.add(refusal.metric()));
        refusals.forEach(
                refusal -> wanted.remove(refusal.metric())); // a metric named twice is here too: its first was taken
        int[] chosen = IntStream.range(0, frame.size())
                .filter(i -> wanted.contains(frame.metric(i)))
                .toArray();
        if (chosen.length == 0) {
            return new Redelivery.Hopeless(refusals.isEmpty() ? letter.refusals() : refusals);
        }
        String[] metrics = new String[chosen.length];
        double[] values = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            metrics[i] = frame.metric(chosen[i]);
            values[i] = frame.value(chosen[i]);
        }
        Frame again = new Frame(
                frame.device(),
                frame.timestampMillis(),
                metrics,
                values,
                frame.hasOnlyGauges()
                        ? null
                        : IntStream.of(chosen).mapToObj(frame::kind).toArray(SampleKind[]::new),
                frame.attributes(),
                frame.metadata(),
                null);
        return new Redelivery.Sendable(encoded(letter, timed(letter, again), id(letter)), chosen.length, refusals);
    }

    private static Frame timed(DeadLetter letter, Frame frame) {
        return frame.timestampMillis() == Frame.NO_TIMESTAMP
                ? frame.withTimestampMillis(letter.appendTimeMillis())
                : frame;
    }

    private static String id(DeadLetter letter) {
        return ID_PREFIX + letter.source();
    }

    /** The record byte for byte, whether or not it would be accepted, with a frame id where its headers name none. */
    public ProducerRecord<byte[], byte[]> asItCame(DeadLetter letter) {
        String own = StoredLetter.header(letter, Topics.FRAME_ID);
        return asItCame(letter, own == null ? id(letter) : own);
    }

    private ProducerRecord<byte[], byte[]> asItCame(DeadLetter letter, String id) {
        return (letter.topic().equals(eventTopic) ? eventRecords : records)
                .unchanged(letter.key(), letter.value(), letter.headers(), id);
    }

    private ProducerRecord<byte[], byte[]> encoded(DeadLetter letter, Frame frame, String id) {
        byte[] key = letter.key() == null ? frame.device().getBytes(UTF_8) : letter.key();
        return records.of(frame.withId(id), key, letter.headers());
    }
}
