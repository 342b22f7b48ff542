package io.anomalyradar.app.embedded;

import io.anomalyradar.app.metrics.JobMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** The settings that an administrator writes in a cluster's configuration file, for a cluster in this process. */
final class ClusterConfiguration {
    private static final String LOOPBACK = "127.0.0.1";

    private ClusterConfiguration() {}

    /** @param managedMegabytes outside of the heap, for RocksDB and for operators that collect rows */
    static Configuration of(
            Snapshots snapshots, Path temporary, int filesPort, int managedMegabytes, MeterRegistry meters) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.TMP_DIRS, temporary.toString());
        loopback(settings, filesPort);
        small(settings, managedMegabytes);
        durable(settings, snapshots);
        JobMetrics.report(settings, meters);
        return settings;
    }

    private static void loopback(Configuration settings, int filesPort) {
        settings.set(BlobServerOptions.PORT, Integer.toString(filesPort));
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    }

    private static void small(Configuration settings, int managedMegabytes) {
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(managedMegabytes));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    }

    /** Where snapshots go, and how many are kept: Flink takes this number from the cluster, never from the job. */
    private static void durable(Configuration settings, Snapshots snapshots) {
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, Snapshots.KEPT);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                snapshots.checkpoints().toUri().toString());
        settings.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                snapshots.savepoints().toUri().toString());
    }
}
