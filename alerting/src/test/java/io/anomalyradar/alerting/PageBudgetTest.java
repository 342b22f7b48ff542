package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ChannelBudget;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageBudgetTest {
    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;
    /** 2026-06-01T00:00Z, a Monday. */
    private static final long START = 1_780_272_000_000L;

    private final ChannelBudget five = new ChannelBudget(5, LocalTime.of(8, 0), ZoneId.of("UTC"));
    private final List<Notice> sent = new ArrayList<>();
    private final List<Notice> withheld = new ArrayList<>();
    private BudgetState state = new BudgetState(new HashMap<>(), new LinkedHashMap<>(), BudgetState.Ledger.EMPTY);

    @Test
    void firstFiveOfAWeek_pass_furtherOnesWait() {
        for (int i = 0; i < 8; i++) {
            notice(NotifiedChange.OPENED, "a" + i, AlertSeverity.MEDIUM, 5, START + i * HOUR);
        }

        assertThat(subjects(sent)).containsExactly("a0", "a1", "a2", "a3", "a4");
        assertThat(subjects(withheld)).containsExactly("a5", "a6", "a7");
    }

    @Test
    void manyAWeek_overMonths_fiveAWeekPass_andTheyAreTheMostUnusual() {
        Random random = new Random(7);
        int weeks = 20;
        List<Double> passed = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < weeks * 7 * 24; i++) {
            double score = -Math.log(random.nextDouble());
            all.add(score);
            int before = sent.size();
            notice(NotifiedChange.OPENED, "a" + i, AlertSeverity.MEDIUM, score, START + i * HOUR);
            if (sent.size() > before) {
                passed.add(score);
            }
            notice(NotifiedChange.ENDED, "a" + i, AlertSeverity.MEDIUM, score, START + i * HOUR + 1);
        }

        for (long week = 0; week < weeks; week++) {
            long from = START + week * 7 * DAY;
            assertThat(sent.stream()
                            .filter(each -> each.change() == NotifiedChange.OPENED)
                            .filter(each -> each.alert().createdMillis() >= from
                                    && each.alert().createdMillis() < from + 7 * DAY)
                            .count())
                    .isLessThanOrEqualTo(10); // days count, so two weeks may touch
        }
        assertThat(passed.size()).isBetween(weeks * 2, weeks * 5 + 5);
        assertThat(mean(passed.subList(5, passed.size()))).isGreaterThan(3 * mean(all));
    }

    @Test
    void criticalOnes_areNeverWithheld_andUseUpTheBudget() {
        for (int i = 0; i < 50; i++) {
            notice(NotifiedChange.OPENED, "c" + i, AlertSeverity.CRITICAL, 5, START + i * 1_000L);
        }
        notice(NotifiedChange.OPENED, "m", AlertSeverity.HIGH, 900, START + HOUR);

        assertThat(sent).hasSize(50);
        assertThat(subjects(withheld)).containsExactly("m");
    }

    @Test
    void withheldOneThatBecomesCritical_isOpened_andItsEndNotified() {
        fill();
        notice(NotifiedChange.OPENED, "w", AlertSeverity.MEDIUM, 1, START + HOUR);
        sent.clear();

        notice(NotifiedChange.UPDATED, "w", AlertSeverity.CRITICAL, 1, START + 2 * HOUR);
        notice(NotifiedChange.ENDED, "w", AlertSeverity.CRITICAL, 1, START + 3 * HOUR);

        assertThat(sent).extracting(Notice::key).containsExactly("w:opened", "w:ended");
    }

    @Test
    void endOfAWithheldOne_isNotNotified() {
        fill();
        notice(NotifiedChange.OPENED, "w", AlertSeverity.MEDIUM, 1, START + HOUR);
        sent.clear();

        notice(NotifiedChange.ENDED, "w", AlertSeverity.MEDIUM, 1, START + 3 * HOUR);

        assertThat(sent).isEmpty();
        assertThat(state.withheld).isEmpty();
    }

    @Test
    void digest_comesAtItsTime_withTheMostUnusualFirst_andSaysHowManyThereAre() {
        fill();
        for (int i = 0; i < 100; i++) {
            notice(NotifiedChange.OPENED, "w" + i, AlertSeverity.LOW, i / 10.0, START + HOUR + i);
        }
        sent.clear();
        PageBudget budget = budget();
        assertThat(budget.nextDueMillis()).hasValue(START + 8 * HOUR);

        budget.advance(START + 8 * HOUR - 1);
        assertThat(sent).isEmpty();
        budget.advance(START + 8 * HOUR);

        assertThat(sent).singleElement().satisfies(digest -> {
            assertThat(digest.change()).isEqualTo(NotifiedChange.DIGEST);
            assertThat(digest.alert().title()).isEqualTo("100 alerts wait in the inbox");
            assertThat(digest.alert().anomaly().explanation())
                    .startsWith("Anomaly: w99; Anomaly: w98; ")
                    .endsWith("; and 80 more");
            assertThat(digest.alert().channels()).containsExactly("oncall");
        });
        assertThat(budget.nextDueMillis()).isEmpty();
        assertThat(state.digest).isEmpty();
    }

    @Test
    void zeroPages_isNoLimit() {
        ChannelBudget any = ChannelBudget.NONE;
        for (int i = 0; i < 1_000; i++) {
            budget().onNotice(of(NotifiedChange.OPENED, "a" + i, AlertSeverity.LOW, 1, START + i), any);
        }

        assertThat(sent).hasSize(1_000);
        assertThat(state.ledger().days()).allMatch(day -> day.ranks().isEmpty());
    }

    private void fill() {
        for (int i = 0; i < 5; i++) {
            notice(NotifiedChange.OPENED, "f" + i, AlertSeverity.HIGH, 9, START + i);
        }
    }

    /** A budget that goes on from what the one before has kept. */
    private PageBudget budget() {
        state = new BudgetState(state.withheld, state.digest, state.ledger());
        return new PageBudget(state, notice -> (notice.withheld() ? withheld : sent).add(notice));
    }

    private void notice(NotifiedChange change, String id, AlertSeverity severity, double score, long millis) {
        budget().onNotice(of(change, id, severity, score, millis), five);
    }

    private static Notice of(NotifiedChange change, String id, AlertSeverity severity, double score, long millis) {
        Anomaly anomaly = new Anomaly(
                id,
                1,
                id,
                "temperature",
                AnomalyState.OPEN,
                Severity.WARNING,
                "SPIKE",
                1_000,
                null,
                new Anomaly.Peak(1_500, 95, 60, 55, 65, score),
                3,
                "95 where 60 was expected",
                new SourcePosition("topic", 0, 0, 42),
                5_000,
                1,
                Attributes.NONE,
                List.of());
        Alert alert = new Alert(
                id,
                1,
                "rule",
                "Anomaly: " + id,
                AlertState.FIRING,
                severity,
                0,
                "",
                0,
                "",
                List.of("oncall", "other"),
                0,
                "fleet",
                "",
                anomaly,
                List.of(new TimelineEntry(millis, AlertChange.FIRED, "", "")));
        return Notice.of(alert, change).through("oncall");
    }

    private static List<String> subjects(List<Notice> notices) {
        return notices.stream().map(Notice::subject).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
