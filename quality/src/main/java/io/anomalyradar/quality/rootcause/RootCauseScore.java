package io.anomalyradar.quality.rootcause;

import io.anomalyradar.quality.interval.UnitFigures;
import java.util.List;
import java.util.function.Predicate;

/** The share of incidents whose cause is named, and the share of healthy windows in which nobody is accused. */
public final class RootCauseScore {
    private final List<Accusation> incidents;
    private final List<Accusation> healthy;

    /** The score of these answers. */
    public RootCauseScore(List<Accusation> answers) {
        incidents = answers.stream().filter(one -> !one.isHealthy()).toList();
        healthy = answers.stream().filter(Accusation::isHealthy).toList();
    }

    public int incidents() {
        return incidents.size();
    }

    public int healthy() {
        return healthy.size();
    }

    /** The share of incidents whose cause is among the first {@code count} devices of the answer. */
    public UnitFigures top(int count) {
        return share(incidents, one -> one.names(count));
    }

    /** The share of incidents without an answer. */
    public UnitFigures silent() {
        return share(incidents, one -> one.answer().isEmpty());
    }

    /** The share of healthy windows without an answer. */
    public UnitFigures specificity() {
        return share(healthy, one -> one.answer().isEmpty());
    }

    private static UnitFigures share(List<Accusation> answers, Predicate<Accusation> counted) {
        return UnitFigures.mean(
                answers.stream().map(one -> counted.test(one) ? 1.0 : 0.0).toList());
    }
}
