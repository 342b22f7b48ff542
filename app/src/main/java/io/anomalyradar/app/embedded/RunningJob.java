package io.anomalyradar.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job while it runs on the embedded cluster. */
public final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final MiniCluster cluster;
    private final JobID job;
    private final String origin;
    private final Snapshots snapshots;

    RunningJob(MiniCluster cluster, JobID job, String origin, Snapshots snapshots) {
        this.cluster = cluster;
        this.job = job;
        this.origin = origin;
        this.snapshots = snapshots;
    }

    /** Where it started, for a person: "from chk-17". */
    public String origin() {
        return origin;
    }

    /** Tells {@code listener} soon, from another thread, how it is: RUNNING, RESTARTING, FAILED, … */
    public void status(Consumer<String> listener) {
        var unused = cluster.getJobStatus(job).thenAccept(status -> listener.accept(status.name()));
    }

    /** Tells {@code listener} when the job ends for good without having been stopped. Failures it recovers from do not count. */
    public void onFailure(Consumer<String> listener) {
        var unused = cluster.requestJobResult(job).whenComplete((result, lost) -> {
            if (result != null && result.getSerializedThrowable().isPresent()) {
                listener.accept(
                        String.valueOf(result.getSerializedThrowable().get().getMessage()));
            }
        });
    }

    /** When the newest checkpoint of any run was completed. */
    public Optional<Instant> lastCheckpoint() {
        try {
            return snapshots.newestFirst().stream().findFirst().map(newest -> newest.completed()
                    .toInstant());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Takes a savepoint and ends the job; does not drain: open windows and anomalies go on after the next start. When that
     * does not succeed the job is cancelled, and goes on from its last checkpoint.
     *
     * @return whether the savepoint was taken
     */
    public boolean stop() {
        try {
            Waiting.on(
                    "stopping with a savepoint",
                    cluster.stopWithSavepoint(
                            job, snapshots.savepoints().toUri().toString(), false, SavepointFormatType.NATIVE),
                    LONGEST_STOP);
            return true;
        } catch (IllegalStateException failed) {
            LOG.warn("no savepoint was taken: the job goes on from its last checkpoint at the next start", failed);
            cancel();
            return false;
        }
    }

    void cancel() {
        Waiting.on("cancelling the job", cluster.cancelJob(job));
        awaitEnd();
    }

    /**
     * Waits until every task has taken over its state. Empty: it has, or it failed for a reason that has nothing to do with
     * it (the job tries again). Otherwise why the state cannot be taken over.
     */
    String refusalToRestore() {
        while (true) {
            JobStatus status = Waiting.on("asking for the job's status", cluster.getJobStatus(job));
            AccessExecutionGraph graph = Waiting.on("asking for the job's state", execution());
            ErrorInfo failure = graph.getFailureInfo();
            if (failure != null) {
                String reason = failure.getExceptionAsString();
                boolean initialisation = status.isGloballyTerminalState();
                return initialisation || reason.contains("StreamOperatorStateContext") ? firstLine(reason) : "";
            }
            if (allRunning(graph)) {
                return "";
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private CompletableFuture<AccessExecutionGraph> execution() {
        return cluster.getExecutionGraph(job).thenApply(graph -> graph);
    }

    private void awaitEnd() {
        Waiting.on("waiting for the job's end", cluster.requestJobResult(job));
    }

    private static boolean allRunning(AccessExecutionGraph graph) {
        for (var vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    private static String firstLine(String reason) {
        return reason.lines().findFirst().orElse(reason);
    }
}
