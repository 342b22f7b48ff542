package io.anomalyradar.app.doctor;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.config.FlinkConfig;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.job.ClusterJob;
import io.anomalyradar.app.job.FlinkRest;
import java.util.List;

/** Looks at the job on an existing Flink cluster, where there is one. */
final class ClusterCheck {
    private static final String SUBJECT = "flink cluster";

    private final RadarConfig config;

    ClusterCheck(RadarConfig config) {
        this.config = config;
    }

    List<Finding> look() {
        FlinkConfig cluster = config.flink();
        if (cluster == null) {
            return List.of();
        }
        String job = config.kafka().topics().job();
        try {
            List<ClusterJob> running = new FlinkRest(cluster.address()).running(job);
            return List.of(
                    switch (running.size()) {
                        case 0 -> Finding.bad(SUBJECT, cluster.address() + " runs no job " + job, "radar job submit");
                        case 1 ->
                            running.get(0).isRunning()
                                    ? Finding.good(SUBJECT, cluster.address() + " runs job " + job)
                                    : Finding.bad(
                                            SUBJECT,
                                            "job " + job + " is "
                                                    + running.get(0).state(),
                                            "radar job status");
                        default ->
                            Finding.bad(
                                    SUBJECT,
                                    running.size() + " jobs " + job + " run: every result is written as often",
                                    "cancel all but one in Flink's own page");
                    });
        } catch (CommandFailure silent) {
            return List.of(Finding.bad(
                    SUBJECT, String.valueOf(silent.getMessage()), "check flink.address, the network, and the cluster"));
        }
    }
}
