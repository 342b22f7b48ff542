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

    List<CheckResult> look() {
        FlinkConfig cluster = config.flink();
        if (cluster == null) {
            return List.of();
        }
        String job = config.kafka().topics().job();
        try {
            List<ClusterJob> running = new FlinkRest(cluster.address()).running(job);
            return List.of(
                    switch (running.size()) {
                        case 0 ->
                            CheckResult.bad(SUBJECT, cluster.address() + " runs no job " + job, "radar job submit");
                        case 1 ->
                            running.get(0).isRunning()
                                    ? CheckResult.good(SUBJECT, cluster.address() + " runs job " + job)
                                    : CheckResult.bad(
                                            SUBJECT,
                                            "job " + job + " is "
                                                    + running.get(0).state(),
                                            "radar job status");
                        default ->
                            CheckResult.bad(
                                    SUBJECT,
                                    running.size() + " jobs " + job + " run: every result is written as often",
                                    "cancel all but one in Flink's own page");
                    });
        } catch (CommandFailure silent) {
            return List.of(CheckResult.bad(
                    SUBJECT, String.valueOf(silent.getMessage()), "check flink.address, the network, and the cluster"));
        }
    }
}
