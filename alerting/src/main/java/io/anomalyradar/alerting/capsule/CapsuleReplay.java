package io.anomalyradar.alerting.capsule;

import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.alerting.RuleBacktest;
import io.anomalyradar.alerting.capsule.Finding.Outcome;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.codec.StateFormatException;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertRuleJson;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.settings.SettingsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides again what a capsule records: the detector scores its samples from the state that it had before the first
 * unusual one, the scores make the anomaly, and the rule makes the alert.
 *
 * <p>Scores and anomaly must have the same bits. The rule runs as in a {@link RuleBacktest}: severity and title must be
 * the same; times of transitions follow from arrival, which a capsule does not have.
 */
public final class CapsuleReplay {
    private static final String SAMPLES = "samples";
    private static final String ANOMALY = "anomaly";
    private static final String ALERT = "alert";

    private final Capsule capsule;
    private final List<Finding> findings = new ArrayList<>();

    private CapsuleReplay(Capsule capsule) {
        this.capsule = capsule;
    }

    /** What the replay of {@code capsule} finds, one finding for each part. */
    public static List<Finding> of(Capsule capsule) {
        CapsuleReplay replay = new CapsuleReplay(capsule);
        CapsuleStart start = capsule.start();
        if (start == null) {
            String reason = capsule.missing().isEmpty() ? "the capsule has no state" : capsule.missing();
            replay.add(SAMPLES, Outcome.NOT_REPLAYED, reason);
        } else {
            replay.detect(start);
        }
        replay.alert();
        return List.copyOf(replay.findings);
    }

    private void add(String part, Outcome outcome, String text) {
        findings.add(new Finding(part, outcome, text));
    }

    private void detect(CapsuleStart start) {
        Anomaly recorded = capsule.alert().anomaly();
        ReplayedSeries series;
        try {
            series = new ReplayedSeries(start, recorded);
        } catch (StateFormatException | IllegalArgumentException unreadable) {
            add(
                    SAMPLES,
                    Outcome.NOT_REPLAYED,
                    "the capsule is of release " + capsule.release() + " with detector states of version "
                            + capsule.detectorState() + ", which this release does not read: "
                            + unreadable.getMessage());
            return;
        }
        int replayed = 0;
        for (CapsuleSample sample : capsule.samples()) {
            if (sample.status() == SampleStatus.LATE) {
                continue; // changes nothing
            }
            if (sample.configVersion() != start.configVersion()) {
                add(
                        SAMPLES,
                        Outcome.EQUAL,
                        replayed + " samples; from " + at(sample) + " on the configuration is another");
                anomaly(series, recorded);
                return;
            }
            if (!series.take(sample)) {
                add(SAMPLES, Outcome.DIFFERS, "from the sample at " + at(sample) + " on, after " + replayed + " equal");
                anomaly(series, recorded);
                return;
            }
            replayed++;
        }
        Outcome outcome = replayed == 0 ? Outcome.NOT_REPLAYED : Outcome.EQUAL;
        add(SAMPLES, outcome, replayed + " samples" + (capsule.missing().isEmpty() ? "" : "; " + capsule.missing()));
        anomaly(series, recorded);
    }

    private static String at(CapsuleSample sample) {
        return Instant.ofEpochMilli(sample.timestampMillis()).toString();
    }

    private void anomaly(ReplayedSeries series, Anomaly recorded) {
        @Nullable Anomaly same = series.revision(recorded.revision());
        String revision = "revision " + recorded.revision();
        if (same != null) {
            boolean isEqual = same.equals(recorded);
            add(ANOMALY, isEqual ? Outcome.EQUAL : Outcome.DIFFERS, isEqual ? revision : revision + ": " + same);
        } else {
            add(
                    ANOMALY,
                    Outcome.NOT_REPLAYED,
                    revision + " follows from none of the samples: silence may have ended it");
        }
    }

    private void alert() {
        Alert alert = capsule.alert();
        if (capsule.rule().isEmpty()) {
            add(ALERT, Outcome.NOT_REPLAYED, "the rule " + alert.rule() + " is gone, or it is a pattern");
            return;
        }
        try {
            AlertRules rules = AlertRules.of(only(AlertRuleJson.decode(capsule.rule())));
            if (rules.readEvents()) {
                add(
                        ALERT,
                        Outcome.NOT_REPLAYED,
                        "the condition of the rule reads events, which a capsule does not have");
                return;
            }
            List<RuleBacktest.Fired> fired =
                    RuleBacktest.of(rules, List.of(alert.anomaly()), device -> capsule.placement(), Long.MAX_VALUE);
            if (fired.isEmpty()) {
                add(ALERT, Outcome.NOT_REPLAYED, "the rule does not fire by the times of the samples alone");
                return;
            }
            RuleBacktest.Fired again = fired.get(0);
            boolean isEqual =
                    again.severity() == alert.severity() && again.title().equals(alert.title());
            add(ALERT, isEqual ? Outcome.EQUAL : Outcome.DIFFERS, again.severity() + " " + again.title());
        } catch (SettingsException invalid) {
            add(ALERT, Outcome.DIFFERS, "the rule cannot be read: " + invalid.getMessage());
        }
    }

    private static AlertingConfig only(AlertRule rule) {
        AlertingConfig release = AlertingConfig.RELEASE;
        return new AlertingConfig(
                List.of(rule),
                release.channels(),
                release.routes(),
                release.incidents(),
                release.onCall(),
                release.patterns());
    }
}
