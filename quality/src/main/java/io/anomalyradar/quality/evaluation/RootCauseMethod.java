package io.anomalyradar.quality.evaluation;

import io.anomalyradar.alerting.cause.CauseAnalysis;
import io.anomalyradar.alerting.cause.CauseSeries;
import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.Situation;
import io.anomalyradar.quality.dataset.PetShopCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A method that names causes.
 *
 * @param answer nodes, the most probable first; empty: insufficient evidence
 */
record RootCauseMethod(String name, Function<PetShopCase, List<String>> answer) {
    private static final String TRAFFIC = "requests|Sum";
    private static final Duration ROW = Duration.ofMinutes(5);

    /** The product's, given every column. */
    static final RootCauseMethod PRODUCT = new RootCauseMethod("probable cause", one -> answer(one, TRAFFIC));

    /** The product's, where nothing says how many requests a node serves. */
    static final RootCauseMethod WITHOUT_TRAFFIC =
            new RootCauseMethod("probable cause, traffic unknown", one -> answer(one, ""));

    private static List<String> answer(PetShopCase one, String traffic) {
        Map<String, List<CauseSeries>> series = new HashMap<>();
        one.usual().forEach((column, usual) -> {
            double[] window = one.window().get(column);
            if (window != null) {
                series.computeIfAbsent(PetShopCase.nodeOf(column), node -> new ArrayList<>())
                        .add(new CauseSeries(PetShopCase.metricOf(column), usual, window));
            }
        });
        int direction = one.metric().equals("availability") ? -1 : 1;
        ProbableCause cause = CauseAnalysis.of(new Situation(
                one.node(), one.symptom(), direction, PetShopCase.FIRST_ROW, ROW, traffic, series, one.callees()));
        return cause.verdict() == ProbableCause.Verdict.FOUND
                ? cause.candidates().stream().map(Candidate::device).toList()
                : List.of();
    }
}
