package io.anomalyradar.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the job at the position where it stopped.
 *
 * <p>The newest snapshot is tried first; when it is damaged, or the job cannot be restored from it, the one before is
 * tried. With none left the job starts at the beginning of the log. While the log still holds its first record, the job
 * then emits everything again under the same identities, so consumers recognise the repeats. Once retention has removed
 * the start of the log, scores keep their identities (the source position), but detectors learn from a later start:
 * anomalies may open at other records, and have other ids than before. No notification is sent for anomalies in the
 * part of the log that is read again.
 */
final class JobStart {
    private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);
    private static final String FRESH = "from the beginning of the log";

    private final MiniCluster cluster;
    private final Configuration settings;
    private final Snapshots snapshots;
    private final Runnable beforeReplay;

    /** @param beforeReplay is called before each start from the beginning of the log */
    JobStart(MiniCluster cluster, Configuration settings, Snapshots snapshots, Runnable beforeReplay) {
        this.beforeReplay = beforeReplay;
        this.cluster = cluster;
        this.settings = settings;
        this.snapshots = snapshots;
    }

    JobRun start(JobDefinition job, String topicId) {
        try {
            forgetOtherLog(topicId);
            snapshots.prune();
            List<StateSnapshot> candidates = snapshots.newestFirst();
            for (StateSnapshot candidate : candidates) {
                JobRun running = restored(job, candidate);
                if (running != null) {
                    return running;
                }
            }
            String origin = candidates.isEmpty() ? FRESH : FRESH + ": no snapshot could be used, see the log";
            if (!candidates.isEmpty()) {
                LOG.error(
                        "no snapshot could be used: the detectors learn anew from what the log still holds, and anomalies"
                                + " that are open now may be reported again under other ids");
            }
            beforeReplay.run();
            return new JobRun(cluster, submit(job, null), origin, snapshots.savepoints());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the job's snapshots cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Starts a job that has an end and no state to resume from. */
    JobRun once(JobDefinition job) {
        return new JobRun(cluster, submit(job, null), FRESH, snapshots.savepoints());
    }

    private @Nullable JobRun restored(JobDefinition job, StateSnapshot candidate) {
        String damage = candidate.damage();
        if (!damage.isEmpty()) {
            LOG.warn("{} is damaged ({}): trying the snapshot before", candidate.directory(), damage);
            return null;
        }
        JobID submitted = submit(job, candidate.directory());
        String origin = "from " + candidate.directory().getFileName();
        JobRun running = new JobRun(cluster, submitted, origin, snapshots.savepoints());
        String refusal = running.refusalToRestore();
        if (refusal.isEmpty()) {
            return running;
        }
        LOG.warn("{} cannot be restored ({}): trying the snapshot before", candidate.directory(), refusal);
        running.cancel();
        return null;
    }

    private JobID submit(JobDefinition job, @Nullable Path from) {
        Configuration own = new Configuration(settings);
        if (from != null) {
            own.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
        }
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(own);
        job.build(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        return Waiting.on("submitting the job", cluster.submitJob(graph)).getJobID();
    }

    /** A snapshot's positions are meaningless in a log that was created again. */
    private void forgetOtherLog(String topicId) throws IOException {
        Path note = snapshots.checkpoints().resolveSibling("topic-id");
        if (Files.exists(note) && !Files.readString(note).equals(topicId)) {
            LOG.error(
                    "radar.telemetry was made anew since the last start (its id was {} and is {}): it was deleted, or the"
                            + " broker lost its metadata. Readings of the former log that were not yet scored are lost, and the job"
                            + " starts without its former state",
                    Files.readString(note),
                    topicId);
            snapshots.deleteAll();
        }
        Files.createDirectories(note.resolveSibling(""));
        Files.writeString(note, topicId);
    }
}
