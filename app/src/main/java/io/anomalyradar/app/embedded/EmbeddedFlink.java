package io.anomalyradar.app.embedded;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/**
 * A Flink cluster in this process: one job manager, one task manager with a slot for each subtask, memory as small as
 * the job allows. It serves no REST API: only this process controls it. A job needs no change to run on it.
 */
public final class EmbeddedFlink implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final int LEAST_MANAGED = 16;
    private static final int SQL_MANAGED = 128;

    private final MiniCluster cluster;
    private final Configuration settings;
    private final Snapshots snapshots;
    private final MeterRegistry meters;
    private final Queue<RunningJob> jobs = new ConcurrentLinkedQueue<>();

    private EmbeddedFlink(MiniCluster cluster, Configuration settings, Snapshots snapshots, MeterRegistry meters) {
        this.cluster = cluster;
        this.settings = settings;
        this.snapshots = snapshots;
        this.meters = meters;
    }

    /**
     * Starts the cluster, without a job; takes about a second and needs no broker.
     *
     * @param directory keeps checkpoints and savepoints
     * @param temporary for files that may be lost
     * @param slots the greatest parallelism of jobs
     * @param filesPort of the loopback address, on which the cluster serves the files of its job to itself; 0: any free
     *     one
     * @param meters receive the job's metrics
     * @throws IllegalStateException when it does not start: the message says what to do
     */
    public static EmbeddedFlink start(Path directory, Path temporary, int slots, int filesPort, MeterRegistry meters) {
        return start(directory, temporary, slots, filesPort, LEAST_MANAGED, meters);
    }

    /** Starts a cluster for one job in SQL, whose operators collect rows outside of the heap. */
    public static EmbeddedFlink startForSql(Path directory, Path temporary, MeterRegistry meters) {
        return start(directory, temporary, 1, 0, SQL_MANAGED, meters);
    }

    private static EmbeddedFlink start(
            Path directory, Path temporary, int slots, int filesPort, int managedMegabytes, MeterRegistry meters) {
        requireOwnName();
        Snapshots snapshots = new Snapshots(directory);
        Configuration settings = ClusterConfiguration.of(snapshots, temporary, filesPort, managedMegabytes, meters);
        MiniCluster cluster = new ClosedCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setCommonBindAddress("127.0.0.1")
                .build());
        try {
            cluster.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the embedded Flink cluster did not start: " + failed.getMessage(), failed);
        }
        return new EmbeddedFlink(cluster, settings, snapshots, meters);
    }

    /** Flink asks for the address of this machine by its name, although it listens on loopback. */
    private static void requireOwnName() {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "this machine does not know its own name: add a line such as '127.0.1.1 NAME' to /etc/hosts, with the"
                            + " name that the command 'hostname' prints",
                    unknown);
        }
    }

    /** Starts the cluster with any free port for its files. */
    public static EmbeddedFlink start(Path directory, Path temporary, int slots, MeterRegistry meters) {
        return start(directory, temporary, slots, 0, meters);
    }

    /**
     * Runs {@code job} from the newest snapshot from which it can be restored, otherwise from the beginning of the log,
     * until it is stopped.
     *
     * @param topicId identity of the log to which the positions in snapshots refer; snapshots of another log are
     *     deleted
     */
    public RunningJob run(JobDefinition job, String topicId) {
        return run(job, topicId, () -> {});
    }

    /**
     * Runs {@code job} as {@link #run(JobDefinition, String)} does.
     *
     * @param beforeReplay is called before each start from the beginning of the log
     */
    public RunningJob run(JobDefinition job, String topicId, Runnable beforeReplay) {
        JobStart start = new JobStart(cluster, settings, snapshots, beforeReplay);
        RunningJob running = new RunningJob(() -> start.start(job, topicId), snapshots, meters);
        jobs.add(running);
        return running;
    }

    /**
     * Runs {@code job}, which has an end, once.
     *
     * @param isStopped whether its answer is no longer wanted; the job is then left to {@link #close}
     * @return why it failed; empty: it did not
     */
    public String runOnce(JobDefinition job, BooleanSupplier isStopped) {
        JobRun run = new JobStart(cluster, settings, snapshots, () -> {}).once(job);
        CompletableFuture<String> ended = new CompletableFuture<>();
        run.onFinish(ended::complete);
        while (!isStopped.getAsBoolean() && !ended.isDone()) {
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
        return ended.getNow("");
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        jobs.forEach(RunningJob::abandon);
        try {
            cluster.closeAsync().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new CompletionException("the embedded Flink cluster did not stop", failed);
        }
    }
}
