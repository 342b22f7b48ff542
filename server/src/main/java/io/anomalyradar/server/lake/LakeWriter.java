package io.anomalyradar.server.lake;

import io.anomalyradar.history.lake.Compaction;
import io.anomalyradar.history.lake.Expiry;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the lake and keeps it in order. Its libraries are loaded when it is started, and not before. Thread-safe. */
public final class LakeWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeWriter.class);
    private static final Duration VERSIONS = Duration.ofDays(1);

    private final LakeConfig config;
    private final int megabytes;
    private final Clock clock;
    private final List<LakeCarrier> carriers;
    private final Worker upkeep;

    private LakeWriter(
            LakeConfig config, int megabytes, Clock clock, List<LakeCarrier> carriers, MeterRegistry meters) {
        this.config = config;
        this.megabytes = megabytes;
        this.clock = clock;
        this.carriers = carriers;
        upkeep = Worker.start("lake-upkeep", this::keep, meters);
    }

    /**
     * Starts to write.
     *
     * @param member identity of this server in the groups that share the work
     * @param maxClockSkew how far a sample may be ahead of its arrival
     * @param megabytes that compaction may use
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public static LakeWriter start(
            LakeConfig config,
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Duration maxClockSkew,
            int megabytes,
            Clock clock,
            MeterRegistry meters) {
        List<LakeCarrier> carriers = List.of(
                new LakeCarrier(
                        LakeSchema.TELEMETRY,
                        kafka.topics().telemetry(),
                        config,
                        kafka,
                        catalog,
                        member,
                        maxClockSkew,
                        meters),
                new LakeCarrier(
                        LakeSchema.ANOMALIES,
                        kafka.topics().anomalies(),
                        config,
                        kafka,
                        catalog,
                        member,
                        maxClockSkew,
                        meters));
        return new LakeWriter(config, megabytes, clock, carriers, meters);
    }

    /** Servers that do it at the same time disturb each other's commits, never the rows. */
    private void keep(Worker thread) {
        boolean isByCommand = config.upkeepInterval().isZero();
        thread.pause(isByCommand ? Duration.ofDays(1) : config.upkeepInterval());
        if (isByCommand || thread.isStopping()) {
            return;
        }
        for (LakeSchema schema : LakeSchema.values()) {
            LakeTable table = LakeTable.open(config.directory(), schema);
            Compaction.Compacted compacted = new Compaction(table, megabytes).run();
            Expiry.Expired expired = new Expiry(table).run(clock.instant(), config.retention(), VERSIONS);
            LOG.info("lake: {} {} {}", schema.table(), compacted, expired);
        }
        thread.healthy();
    }

    /** How its parts are; they do not block. */
    public List<Supplier<PartState>> states() {
        return List.of(carriers.get(0)::state, carriers.get(1)::state, this::stateOfUpkeep);
    }

    private PartState stateOfUpkeep() {
        Optional<String> failure = upkeep.failure();
        return failure.isPresent()
                ? PartState.down("lake upkeep", failure.get())
                : PartState.up("lake upkeep", "merges small files, removes old versions");
    }

    @Override
    public void close() {
        upkeep.stop();
        carriers.forEach(LakeCarrier::stop);
        upkeep.close();
        carriers.forEach(LakeCarrier::close);
    }
}
