package io.anomalyradar.edge.mqtt;

import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.RecentMarks;
import io.anomalyradar.edge.intake.Reconnecting;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.edge.reading.ReadingMapping;
import io.anomalyradar.edge.reading.TopicTemplate;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes at a broker. A message is confirmed once its frames are in the buffer; the marks of the confirmed messages
 * are stored with the frames, so that one that the broker sends again, because the confirmation was lost with the process
 * or the connection, is recognised.
 */
public final class MqttSource implements Source {
    private final MqttConfig config;
    private final MqttReadings readings;
    private final Intake intake;
    private final DeviceClocks clocks;
    private final Clock clock;
    private final SourceCounts counts;
    private final Reconnecting sessions;
    private final SparkplugReader sparkplug = new SparkplugReader();
    private final RecentMarks marks;
    private volatile @Nullable MqttConnection connection;

    /** Reads as {@code settings} say. */
    public MqttSource(MqttSettings settings, Intake intake, DeviceClocks clocks, Clock clock) {
        this.config = settings.connection();
        this.readings = settings.readings();
        this.intake = intake;
        this.clocks = clocks;
        this.clock = clock;
        this.counts = new SourceCounts(settings.name(), clock);
        this.sessions = new Reconnecting(counts, this::session);
        this.marks = new RecentMarks(intake.position(counts.name()));
    }

    /**
     * How messages are read.
     *
     * @param topics empty: those of Sparkplug
     * @param retained whether the last value that the broker kept is read as a new one
     */
    record MqttReadings(
            List<TopicTemplate> topics, ReadingMapping mapping, ReadingMapping.Payload payload, Retained retained) {}

    /** What becomes of the last value that a broker kept, which it sends after each subscription. */
    enum Retained {
        IGNORE,
        READ
    }

    @Override
    public SourceCounts counts() {
        return counts;
    }

    @Override
    public void start() {
        sessions.start();
    }

    private void session() throws IOException, InterruptedException {
        try (MqttConnection open = MqttConnection.open(config)) {
            connection = open;
            counts.connected();
            if (!open.isResumed()) {
                marks.clear();
                intake.put(new FrameDelivery(List.of(), List.of(position(new byte[0], false)), () -> {}));
            }
            open.run(message -> received(message, open));
        } finally {
            connection = null;
        }
    }

    private void received(MqttMessage message, MqttConnection from) throws InterruptedException {
        Runnable confirmed = () -> confirm(message, from);
        if (message.retained() && readings.retained() == Retained.IGNORE) {
            counts.leftOut();
            intake.put(new FrameDelivery(List.of(), List.of(), confirmed));
            return;
        }
        if (message.packetId() == 0) {
            intake.put(FrameDelivery.of(frames(message, from)));
            return;
        }
        long mark = message.mark();
        if (message.repeated() && marks.contains(mark)) {
            counts.repeated();
            intake.put(new FrameDelivery(List.of(), List.of(), confirmed));
            return;
        }
        marks.add(mark);
        byte[] stored = ByteBuffer.allocate(RecentMarks.BYTES).putLong(mark).array();
        intake.put(new FrameDelivery(frames(message, from), List.of(position(stored, true)), confirmed));
    }

    private Position position(byte[] value, boolean appended) {
        return new Position(counts.name(), value, appended);
    }

    private void confirm(MqttMessage message, MqttConnection to) {
        if (message.packetId() != 0) {
            to.confirm(message.packetId());
        }
    }

    private List<Frame> frames(MqttMessage message, MqttConnection from) {
        if (message.tooLarge()) {
            counts.refused(RefusalCode.TOO_LARGE, "a payload has more bytes than max-payload: " + message.topic());
            return List.of();
        }
        long now = clock.millis();
        return counts.taken(decoded(message, from, now)).stream()
                .map(frame -> clocks.corrected(frame, now))
                .toList();
    }

    private List<Decoded> decoded(MqttMessage message, MqttConnection from, long now) {
        SparkplugTopic topic = SparkplugTopic.of(message.topic());
        if (topic != null && readings.payload() == ReadingMapping.Payload.SPARKPLUG) {
            SparkplugReader.Read read = sparkplug.read(topic, message.payload(), now);
            if (read.rebirth()) {
                askForBirth(topic, from, now);
            }
            return read.frames();
        }
        for (TopicTemplate template : readings.topics()) {
            Map<String, String> names = template.match(message.topic());
            if (names != null) {
                return readings.mapping().read(message.payload(), readings.payload(), names);
            }
        }
        counts.leftOut(); // of a subscription that an earlier configuration made
        return List.of();
    }

    private static void askForBirth(SparkplugTopic topic, MqttConnection at, long now) {
        try {
            at.publish(topic.commands(), SparkplugReader.rebirth(now));
        } catch (IOException gone) {
            at.close();
        }
    }

    @Override
    public void close() {
        sessions.closing();
        MqttConnection open = connection;
        if (open != null) {
            open.close();
        }
        sessions.close();
    }
}
