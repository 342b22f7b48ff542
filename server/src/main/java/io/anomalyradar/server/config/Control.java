package io.anomalyradar.server.config;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.bus.control.ConfigRetention;
import io.anomalyradar.bus.control.ConflictException;
import io.anomalyradar.bus.control.ControlFeed;
import io.anomalyradar.bus.control.ControlListener;
import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.bus.control.ControlWriter;
import io.anomalyradar.bus.control.Positions;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.model.control.RegisteredDevice;
import io.anomalyradar.model.control.Silence;
import io.anomalyradar.server.history.DeviceDeletions;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server's view of configuration, device registry and silences, and the ways to change them. Thread-safe. */
public final class Control implements DeviceDeletions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlFeed feed;
    private final ControlWriter writer;
    private final Admin admin;
    private final KafkaConfig kafka;

    /** Starts to follow the topics; the broker need not be reachable yet. */
    public Control(KafkaConfig kafka, MeterRegistry meters) {
        feed = ControlFeed.start(kafka, "control", new Log(meters));
        writer = new ControlWriter(kafka, feed);
        this.kafka = kafka;
        admin = Admin.create(KafkaClients.properties(
                kafka,
                Map.of(
                        "client.id",
                        kafka.topics().client("control-admin"),
                        "default.api.timeout.ms",
                        10_000,
                        "request.timeout.ms",
                        10_000)));
    }

    /**
     * The current content of the topics.
     *
     * @throws io.anomalyradar.server.http.ProblemException BROKER_UNAVAILABLE until they have been read
     */
    public ControlState state() {
        try {
            if (feed.awaitComplete(PATIENCE)) {
                return feed.state();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw unavailable("radar.config, radar.devices and radar.silences were not read yet")
                .exception();
    }

    /** The content read so far; never blocks. */
    public ControlState current() {
        return feed.state();
    }

    @Override
    public boolean awaitRead(Duration patience) throws InterruptedException {
        return feed.awaitComplete(patience);
    }

    @Override
    public long changes() {
        return current().changes();
    }

    @Override
    public Iterable<String> devices() {
        return () -> current().devices().all().stream()
                .filter(device -> device.deletedBeforeMillis() > 0)
                .map(device -> device.entry().device())
                .iterator();
    }

    @Override
    public long before(String device) {
        return current().devices().deletedBeforeMillis(device);
    }

    /** Writes {@code document}; a {@link io.anomalyradar.server.http.ProblemException} says why it was not written. */
    public ConfigVersion publish(ConfigDocument document) {
        ConfigVersion version = written(() -> writer.publish(document));
        LOG.info(
                "configuration version {} by {}: {}",
                document.version(),
                document.author(),
                document.comment().isEmpty() ? "no comment" : document.comment().replace('\n', ' '));
        deleteOldVersions();
        return version;
    }

    /** Data that cannot be deleted now is deleted with the next version. */
    private void deleteOldVersions() {
        try {
            ConfigRetention.apply(admin, kafka, feed.state().config(), System.currentTimeMillis());
        } catch (KafkaException failed) {
            LOG.warn("old versions of the configuration could not be deleted", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes {@code entry}; a {@link io.anomalyradar.server.http.ProblemException} says why it was not written. */
    public RegisteredDevice publish(DeviceEntry entry) {
        return written(() -> writer.publish(entry));
    }

    /** Writes {@code silence}; a {@link io.anomalyradar.server.http.ProblemException} says why it was not written. */
    public PlacedSilence publish(Silence silence) {
        return written(() -> writer.publish(silence));
    }

    /** Removes {@code silence} from the topic; a {@link io.anomalyradar.server.http.ProblemException} says why not. */
    public void remove(PlacedSilence silence) {
        written(() -> {
            writer.remove(silence);
            return silence;
        });
    }

    /**
     * The offsets in radar.telemetry at which {@code version} took effect, by partition; -1 if nothing was appended
     * since.
     */
    List<Long> positions(ConfigVersion version) {
        return written(() -> Positions.from(admin, kafka.topics().telemetry(), version.effectiveFromMillis()));
    }

    @FunctionalInterface
    private interface Write<T> {
        T run() throws ConflictException, InterruptedException;
    }

    private static <T> T written(Write<T> write) {
        try {
            return write.run();
        } catch (ConflictException conflict) {
            throw Problem.of(ProblemCode.CONFLICT, conflict.getMessage() + ": read it again, then repeat the change")
                    .exception();
        } catch (KafkaException failed) {
            LOG.warn("the control topics could not be used", failed);
            throw unavailable(String.valueOf(failed.getMessage())).exception();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable("the server is stopping").exception();
        }
    }

    private static Problem unavailable(String reason) {
        return Problem.of(
                        ProblemCode.BROKER_UNAVAILABLE,
                        reason + "; whether a change was made is not known: read it before you repeat it")
                .retryAfter(1);
    }

    @Override
    public void close() {
        writer.close();
        feed.close();
        admin.close(Duration.ofSeconds(1));
    }

    /** Reports the events of the feed. */
    private static final class Log implements ControlListener {
        private final Counter rejected;

        Log(MeterRegistry meters) {
            rejected = Counter.builder("radar.control.rejected")
                    .description("Records of radar.config, radar.devices and radar.silences that were skipped")
                    .register(meters);
        }

        @Override
        public void accepted(ConfigVersion version) {}

        @Override
        public void rejected(String topic, long offset, String reason) {
            rejected.increment();
            LOG.warn("the record at offset {} of {} is skipped: {}", offset, topic, reason);
        }

        @Override
        public void failed(Exception cause) {
            LOG.info("the control topics cannot be read yet: {}", cause.getMessage());
        }
    }
}
