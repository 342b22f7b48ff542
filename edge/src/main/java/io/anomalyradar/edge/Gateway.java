package io.anomalyradar.edge;

import io.anomalyradar.edge.buffer.DiskBuffer;
import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.status.GatewayStatus;
import io.anomalyradar.edge.status.StatusServer;
import io.anomalyradar.edge.uplink.Certificates;
import io.anomalyradar.edge.uplink.Forwarder;
import io.anomalyradar.edge.uplink.HttpUplink;
import io.anomalyradar.edge.uplink.KafkaUplink;
import io.anomalyradar.edge.uplink.Uplink;
import io.anomalyradar.edge.watch.LocalDetection;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: sources, intake, buffer, uplink, status. */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final EdgeConfig config;
    private final Clock clock = Clock.systemUTC();
    private final DiskBuffer buffer;
    private final Uplink uplink;
    private final Forwarder forwarder;
    private final @Nullable LocalDetection detection;
    private final Intake intake;
    private final DeviceClocks clocks;
    private final List<Source> sources;
    private final StatusServer server;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @throws IOException when the buffer or the port cannot be had */
    Gateway(EdgeConfig config) throws IOException {
        this.config = config;
        List<SourceFactory> factories = SourceFactory.of(config);
        uplink = uplink(config);
        buffer = DiskBuffer.open(config.buffer(), System::nanoTime);
        forwarder = new Forwarder(buffer, uplink, clock, new SplittableRandom());
        EdgeConfig.Detection watched = config.detection();
        detection = watched == null ? null : new LocalDetection(watched, () -> forwarder.problem() != null);
        intake = new Intake(buffer, detection == null ? frames -> frames : detection);
        clocks = new DeviceClocks(config.clockTolerance());
        sources = factories.stream()
                .map(factory -> factory.create(intake, clocks, clock))
                .toList();
        try {
            server = new StatusServer(config.statusPort(), this::status);
        } catch (IOException taken) {
            buffer.close();
            throw taken;
        }
    }

    static Uplink uplink(EdgeConfig config) throws IOException {
        EdgeConfig.Http http = config.http();
        KafkaConfig kafka = config.kafka();
        if (http != null) {
            return new HttpUplink(http.url(), http.key(), Certificates.context(http.authorities(), null, null));
        }
        if (kafka != null) {
            return new KafkaUplink(kafka);
        }
        throw new IllegalStateException("a configuration has one of both");
    }

    /** Runs until it is closed. */
    void run() throws InterruptedException {
        server.start();
        intake.start();
        forwarder.start();
        sources.forEach(Source::start);
        LOG.info(
                "gateway {} sends to {}; status at http://127.0.0.1:{}", config.name(), uplink.target(), server.port());
        long interval = config.ownTelemetry().toMillis();
        while (!stopped.await(interval == 0 ? Long.MAX_VALUE : interval, TimeUnit.MILLISECONDS)) {
            Frame own = status().frame(clock.millis()).frame();
            if (own != null) {
                boolean unused = intake.offer(FrameDelivery.of(List.of(own))); // the next says the same
            }
        }
    }

    private GatewayStatus status() {
        return new GatewayStatus(
                config.name(),
                uplink.target(),
                forwarder.state(),
                buffer.state(),
                sources.stream().map(source -> source.counts().snapshot()).toList(),
                detection == null ? 0 : detection.alarms(),
                detection == null ? 0 : detection.thinned(),
                clocks.corrected());
    }

    /** Ends what reads, then what writes; what is not sent stays on disk. */
    @Override
    public void close() {
        stopped.countDown();
        sources.forEach(Source::close);
        intake.close();
        forwarder.close();
        server.close();
        try {
            buffer.close();
        } catch (IOException failed) {
            LOG.error("the buffer on disk cannot be closed: {}", failed.getMessage());
        }
    }
}
