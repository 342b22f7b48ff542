package io.anomalyradar.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertState;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Events, patterns and alerts in the whole job, which fails once. */
class PatternJobTest {
    @Test
    void jobThatFails_findsTheSameMatches_andEveryAlertOnce() throws Exception {
        InMemoryJob smooth = InMemoryJob.withLogins(1);
        InMemoryJob failing = InMemoryJob.withLogins(2);

        smooth.run();
        failing.runFailingAt(Fleet.RECORDS * 2L / 3);

        Set<String> matches = matches(smooth);
        assertThat(matches).hasSize(Logins.MATCHES);
        assertThat(matches(failing)).isEqualTo(matches);
        assertThat(revisions(failing)).isEqualTo(revisions(smooth));
        assertThat(ofPattern(smooth, AlertState.RESOLVED)).hasSize(Logins.USERS);
        assertThat(smooth.deadLetters()).allMatch(letter -> letter.topic().equals("radar.telemetry"));
    }

    private static Set<String> ofPattern(InMemoryJob job, AlertState state) {
        return job.alerts().stream()
                .filter(alert -> alert.rule().equals(Logins.PATTERN) && alert.state() == state)
                .map(Alert::id)
                .collect(Collectors.toSet());
    }

    private static Set<String> matches(InMemoryJob job) {
        return job.alerts().stream()
                .filter(alert -> alert.rule().equals(Logins.PATTERN))
                .map(alert -> alert.anomaly().id())
                .collect(Collectors.toSet());
    }

    /** What alerts become; to which incident they belong depends on which device was first. */
    private static Set<Alert> revisions(InMemoryJob job) {
        return job.alerts().stream()
                .filter(alert -> alert.rule().equals(Logins.PATTERN))
                .map(alert -> alert.in(""))
                .collect(Collectors.toSet());
    }
}
