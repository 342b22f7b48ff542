package io.anomalyradar.bus.control;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.control.Silence;
import io.anomalyradar.model.control.SilenceBook;
import io.anomalyradar.model.control.SilenceJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes versions, devices and silences. A change is complete once its record was read back and accepted. If several writers, in
 * any process, change the same thing concurrently, exactly one succeeds and the others get a {@link ConflictException}.
 * Thread-safe.
 */
public final class ControlWriter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlFeed feed;
    private final AcknowledgedProducer producer;

    /** A writer that reads its records back by {@code feed}. */
    public ControlWriter(KafkaConfig kafka, ControlFeed feed) {
        this.feed = feed;
        producer = new AcknowledgedProducer(kafka, "control-writer");
    }

    /**
     * Writes {@code document}, whose number is one more than that of the version on which it is based.
     *
     * @throws ConflictException when that version is no longer the newest
     * @throws KafkaException when the broker does not answer in time: whether the version was written is not known
     */
    public ConfigVersion publish(ConfigDocument document) throws ConflictException, InterruptedException {
        requireComplete();
        ConfigVersion newest = feed.state().config().newest();
        int next = newest == null ? 1 : newest.number() + 1;
        if (document.version() != next) {
            throw new ConflictException("the newest version is " + (next - 1) + ", the change was made from version "
                    + (document.version() - 1));
        }
        byte[] key = Integer.toString(document.version()).getBytes(StandardCharsets.UTF_8);
        long offset = send(feed.config(), key, ConfigJson.write(document));
        ConfigTimeline config = feed.state().config();
        ConfigVersion accepted = config.version(document.version());
        if (accepted == null || accepted.offset() != offset) {
            throw new ConflictException("version " + document.version() + " was written by somebody else at once");
        }
        return accepted;
    }

    /**
     * Writes {@code entry}, whose revision is one more than that of the entry on which it is based.
     *
     * @throws ConflictException when that revision is no longer the newest
     * @throws KafkaException when the broker does not answer in time: whether the entry was written is not known
     */
    public RegisteredDevice publish(DeviceEntry entry) throws ConflictException, InterruptedException {
        requireComplete();
        String device = entry.device();
        RegisteredDevice known = feed.state().devices().find(device);
        int next = known == null ? 1 : known.entry().revision() + 1;
        if (entry.revision() != next) {
            throw new ConflictException("the newest revision of " + device + " is " + (next - 1)
                    + ", the change was made from revision " + (entry.revision() - 1));
        }
        byte[] key = device.getBytes(StandardCharsets.UTF_8);
        long offset = send(feed.devices(), key, DeviceJson.write(entry));
        RegisteredDevice accepted = feed.state().devices().find(device);
        if (accepted == null || accepted.offset() != offset) {
            if (accepted != null) {
                repair(feed.devices(), key, DeviceJson.write(accepted.entry()));
            }
            throw new ConflictException(device + " was changed by somebody else at once");
        }
        return accepted;
    }

    /**
     * Writes {@code silence}, whose revision is one more than that of the silence on which it is based.
     *
     * @throws ConflictException when that revision is no longer the newest, or there are too many silences
     * @throws KafkaException when the broker does not answer in time: whether it was written is not known
     */
    public PlacedSilence publish(Silence silence) throws ConflictException, InterruptedException {
        requireComplete();
        byte[] key = silence.id().getBytes(StandardCharsets.UTF_8);
        PlacedSilence known = feed.state().silences().find(silence.id());
        if (silence.revision() != (known == null ? 1 : known.silence().revision() + 1)) {
            throw new ConflictException("the silence was changed by somebody else at once");
        }
        if (known == null && feed.state().silences().all().size() >= SilenceBook.MAX_SILENCES) {
            throw new ConflictException("there are " + SilenceBook.MAX_SILENCES + " silences already");
        }
        long offset = send(feed.silences(), key, SilenceJson.encode(silence));
        PlacedSilence accepted = feed.state().silences().find(silence.id());
        if (accepted == null || accepted.offset() != offset) {
            if (accepted != null) {
                repair(feed.silences(), key, SilenceJson.encode(accepted.silence()));
            }
            throw new ConflictException("the silence was changed by somebody else at once");
        }
        return accepted;
    }

    /** Removes what is over. */
    public void remove(PlacedSilence silence) throws InterruptedException {
        send(feed.silences(), silence.silence().id().getBytes(StandardCharsets.UTF_8), null);
    }

    /** Compaction keeps the last record of a key: the accepted one is written again, so that it is the last. */
    private void repair(TopicPartition topic, byte[] key, byte[] accepted) throws InterruptedException {
        send(topic, key, accepted);
    }

    private void requireComplete() throws InterruptedException {
        if (!feed.awaitComplete(PATIENCE)) {
            throw new KafkaException(
                    "radar.config, radar.devices and radar.silences cannot be read: is the broker there?");
        }
    }

    /** Appends a record, waits until it was read back, and returns its offset. */
    private long send(TopicPartition to, byte[] key, byte @Nullable [] value) throws InterruptedException {
        long offset = producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value))
                .offset();
        if (!feed.awaitRead(to, offset, PATIENCE)) {
            throw new KafkaException("the record was written to " + to.topic() + " but could not be read back");
        }
        return offset;
    }

    @Override
    public void close() {
        producer.close();
    }
}
