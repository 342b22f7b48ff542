package io.anomalyradar.app.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the job on the embedded cluster, from its submission until it ends for good. */
final class JobRun {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final MiniCluster cluster;
    private final JobID job;
    private final String origin;
    private final Path savepoints;

    JobRun(MiniCluster cluster, JobID job, String origin, Path savepoints) {
        this.cluster = cluster;
        this.job = job;
        this.origin = origin;
        this.savepoints = savepoints;
    }

    /** The snapshot from which it started, for a person: "from chk-17". */
    String origin() {
        return origin;
    }

    /** Passes the status to {@code listener} soon, from another thread. */
    void status(Consumer<JobStatus> listener) {
        var unused = cluster.getJobStatus(job).thenAccept(listener);
    }

    /**
     * Calls {@code listener} once when the run has ended for good, with the reason. Failures that Flink itself recovers
     * from do not end a run.
     */
    void onEnd(Consumer<String> listener) {
        var unused = cluster.requestJobResult(job).thenAccept(result -> listener.accept(reason(result)));
    }

    /** Calls {@code listener} once when a run with an end has ended, with the reason of a failure, else with "". */
    void onFinish(Consumer<String> listener) {
        var unused = cluster.requestJobResult(job)
                .thenAccept(result -> listener.accept(
                        result.getJobStatus().orElse(null) == JobStatus.FINISHED ? "" : reason(result)));
    }

    private static String reason(JobResult result) {
        return result.getSerializedThrowable().map(JobRun::reason).orElse("it was cancelled");
    }

    /** What happened last, and what caused it. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String outer = firstLine(String.valueOf(failure.getMessage()));
        String cause = firstLine(String.valueOf(innermost.getMessage()));
        return outer.equals(cause) ? outer : outer + ": " + cause;
    }

    /**
     * Takes a savepoint and ends the run; does not drain: open windows and anomalies continue after the next start.
     * Without a savepoint after {@code longest} the run is cancelled, and its last checkpoint stays.
     *
     * @return whether the savepoint was taken
     */
    boolean stop(Duration longest) {
        try {
            Waiting.on(
                    "stopping with a savepoint",
                    cluster.stopWithSavepoint(job, savepoints.toUri().toString(), false, SavepointFormatType.NATIVE),
                    longest);
            return true;
        } catch (IllegalStateException failed) {
            LOG.warn("no savepoint was taken: the next start restores the job from its last checkpoint", failed);
            cancel();
            return false;
        }
    }

    void cancel() {
        Waiting.on("cancelling the job", cluster.cancelJob(job));
        Waiting.on("waiting for the job's end", cluster.requestJobResult(job));
    }

    /**
     * Waits until every task has restored its state. Empty if it has, or if the run failed for a reason unrelated to
     * the state (the job retries). Otherwise the reason why the state cannot be restored.
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

    /** Waits until every task runs, or one fails. Empty, or what failed. */
    String firstFailure() {
        while (true) {
            AccessExecutionGraph graph = Waiting.on("asking for the job's state", execution());
            ErrorInfo failure = graph.getFailureInfo();
            if (failure != null) {
                return reason(failure.getException());
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
