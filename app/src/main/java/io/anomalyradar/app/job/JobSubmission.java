package io.anomalyradar.app.job;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.pipeline.job.JobArguments;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts the job on a cluster, and waits until each of its tasks runs. */
final class JobSubmission {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    private final RadarConfig config;
    private final FlinkRest rest;

    JobSubmission(JobOptions.Place place) {
        this.config = place.config();
        this.rest = place.rest();
    }

    /** Creates the topics that are absent. */
    void createTopics() {
        try (TopicAdmin admin = topics()) {
            admin.createMissing();
        }
    }

    /** A job without state reads the log from its start: nobody is notified of what it finds in the part there is now. */
    void markReplay() {
        try (TopicAdmin admin = topics()) {
            admin.markReplay(Clock.systemUTC().millis());
        }
    }

    private TopicAdmin topics() {
        return new TopicAdmin(config.kafka(), TOPICS_TIMEOUT);
    }

    /**
     * Runs {@code jar}; answers the job's id once all its tasks run.
     *
     * @throws CommandFailure when the job cannot begin; it is cancelled then
     */
    String run(String jar, @Nullable String savepoint) {
        String job = rest.run(jar, arguments(), savepoint);
        try {
            awaitRunning(job);
        } catch (CommandFailure failed) {
            if (!rest.running(config.kafka().topics().job()).isEmpty()) {
                rest.cancel(job);
            }
            throw failed;
        }
        return job;
    }

    /** Refuses a jar whose job the cluster cannot build. */
    void check(String jar) {
        rest.plan(jar, arguments());
    }

    private String[] arguments() {
        return new JobArguments(config.kafka(), config.pipeline(), config.detector(), config.joint(), null, null)
                .toArray();
    }

    private void awaitRunning(String job) {
        long begun = System.nanoTime();
        while (true) {
            String state = rest.state(job);
            if (state.equals("RUNNING")) {
                return;
            }
            String failure = rest.failure(job);
            if (!failure.isEmpty()) {
                throw new CommandFailure(ExitCode.FAILURE, "the job does not start: " + failure);
            }
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "the job is " + state + " after " + PATIENCE.toSeconds()
                                + " s: has the cluster enough free slots (pipeline.parallelism "
                                + config.pipeline().parallelism() + ")?");
            }
            FlinkRest.pause();
        }
    }
}
