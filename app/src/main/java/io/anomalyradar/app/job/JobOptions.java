package io.anomalyradar.app.job;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.FlinkConfig;
import io.anomalyradar.app.config.RadarConfig;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The cluster and the job that a command is about. */
final class JobOptions {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    /** The job's place, as the configuration says. */
    Place read() {
        RadarConfig read = config.read();
        FlinkConfig cluster = read.flink();
        if (cluster == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "flink.address is not set: 'radar up' runs the job itself; set it to the REST address of a Flink"
                            + " cluster");
        }
        return new Place(read, cluster, new FlinkRest(cluster.address()));
    }

    /**
     * Where the job runs.
     *
     * @param rest of the cluster
     */
    record Place(RadarConfig config, FlinkConfig cluster, FlinkRest rest) {
        /** The name of the job. */
        String job() {
            return config.kafka().topics().job();
        }

        /** The one job of this name that has not ended. */
        ClusterJob running() {
            List<ClusterJob> running = rest.running(job());
            if (running.size() == 1) {
                return running.get(0);
            }
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    running.isEmpty()
                            ? "no job " + job() + " runs on " + cluster.address() + ": 'radar job submit' starts it"
                            : running.size() + " jobs " + job() + " run on " + cluster.address()
                                    + ": each would write every result; cancel all but one in Flink's own page");
        }

        void requireNone() {
            List<ClusterJob> running = rest.running(job());
            if (!running.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "the job " + job() + " runs already on " + cluster.address()
                                + ": 'radar job upgrade' replaces it");
            }
        }
    }
}
