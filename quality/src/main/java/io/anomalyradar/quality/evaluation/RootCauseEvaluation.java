package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.dataset.PetShopCase;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import io.anomalyradar.quality.rootcause.Accusation;
import io.anomalyradar.quality.rootcause.RootCauseScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The causes of incidents that were injected into a microservice application. */
public final class RootCauseEvaluation {
    private static final List<RootCauseMethod> METHODS = List.of(
            RootCauseMethod.PRODUCT,
            RootCauseMethod.WITHOUT_TRAFFIC,
            RootCauseBaselines.PUBLISHED,
            RootCauseBaselines.TRAVERSAL,
            RootCauseBaselines.Z_SCORE);

    private final List<PetShopCase> cases;

    /** An evaluation on these cases. */
    public RootCauseEvaluation(List<PetShopCase> cases) {
        this.cases = List.copyOf(cases);
    }

    /** The results of all methods, those of the product by scenario. */
    public Section section() {
        Table methods = new Table("method", "top-1 (95 %)", "top-3 (95 %)", "no answer", "specificity (95 %)");
        for (RootCauseMethod method : METHODS) {
            RootCauseScore score = new RootCauseScore(answers(method));
            methods.row(
                    method.name(),
                    shown(score.top(1)),
                    shown(score.top(3)),
                    number(score.silent().value(), 2),
                    shown(score.specificity()));
        }
        List<Accusation> own = answers(RootCauseMethod.PRODUCT);
        Table scenarios = new Table("scenario", "symptom", "incidents", "top-1", "top-3", "healthy", "specificity");
        Map<List<String>, List<Accusation>> groups = new LinkedHashMap<>();
        own.forEach(one -> groups.computeIfAbsent(List.of(one.scenario(), one.metric()), missing -> new ArrayList<>())
                .add(one));
        groups.forEach((group, answers) -> {
            RootCauseScore score = new RootCauseScore(answers);
            scenarios.row(
                    group.get(0),
                    group.get(1),
                    Integer.toString(score.incidents()),
                    number(score.top(1).value(), 2),
                    number(score.top(3).value(), 2),
                    Integer.toString(score.healthy()),
                    number(score.specificity().value(), 2));
        });
        RootCauseScore pooled = new RootCauseScore(own);
        return new Section("Probable cause: " + pooled.incidents() + " incidents, " + pooled.healthy()
                        + " healthy windows")
                .text(
                        "Faults injected into a microservice application (PetShop). *Top-k*: the device at fault is among the"
                                + " first k that are named; *specificity*: healthy windows in which the answer is *insufficient"
                                + " evidence*. Intervals: bootstrap over incidents and over windows. The structure of the method"
                                + " was chosen on this half of the data: its figures are upper bounds.")
                .table(methods)
                .table(scenarios)
                .figure(Figure.atLeast("probable cause, top-1", pooled.top(1).value(), 0.65, 2))
                .figure(Figure.atLeast("probable cause, top-3", pooled.top(3).value(), 0.9, 2))
                .figure(Figure.atLeast(
                        "probable cause, specificity", pooled.specificity().value(), 0.8, 2));
    }

    private List<Accusation> answers(RootCauseMethod method) {
        return cases.stream()
                .map(one -> new Accusation(
                        one.scenario(),
                        one.metric(),
                        one.cause(),
                        method.answer().apply(one)))
                .toList();
    }

    private static String shown(UnitFigures outcome) {
        return number(outcome.value(), 2) + " (" + Bootstrap.of(outcome).shown(2) + ")";
    }
}
