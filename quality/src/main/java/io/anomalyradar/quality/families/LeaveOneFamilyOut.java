package io.anomalyradar.quality.families;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.OneLiner;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.Draws;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.Outcome;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Chooses settings on all families but one and reports them on that one.
 *
 * <p>A family is worth the mean of its figures, several families the mean of theirs. The settings with the greatest
 * worth are chosen only if they are better than the default beyond the bootstrap interval, at a level that holds for all
 * candidates at once (Bonferroni); else the default is.
 */
public final class LeaveOneFamilyOut {
    private static final int DECIMALS = 2;

    private final List<Measure> measures;
    private final List<Product> products;
    private final Set<String> tuned;
    private final List<String> families;
    private final double level;
    private final Consumer<String> progress;

    /**
     * A comparison of {@code products}, of which the first is the default.
     *
     * @param tuned families on which the constants of the default were set: their figures are no evidence
     * @param progress receives a line for each product
     */
    public LeaveOneFamilyOut(
            List<Measure> measures, List<Product> products, Set<String> tuned, Consumer<String> progress) {
        this.progress = progress;
        this.measures = List.copyOf(measures);
        this.products = List.copyOf(products);
        this.tuned = Set.copyOf(tuned);
        this.families = measures.stream().map(Measure::family).distinct().toList();
        this.level = 1 - (1 - Bootstrap.LEVEL) / Math.max(1, products.size() - 1);
    }

    /**
     * The figures of each family and of each candidate.
     *
     * @throws IOException if a file cannot be read
     */
    public List<Section> sections() throws IOException {
        List<List<Figure>> figures = new ArrayList<>();
        for (Product product : products) {
            List<Figure> own = new ArrayList<>();
            for (int m = 0; m < measures.size(); m++) {
                Measure measure = measures.get(m);
                boolean same = !figures.isEmpty()
                        && measure.isJoint()
                        && product.joint().equals(products.get(0).joint())
                        && product.config()
                                .budget()
                                .equals(products.get(0).config().budget());
                own.add(same ? figures.get(0).get(m) : Figure.of(measure.ours().apply(product), m));
            }
            figures.add(own);
            progress.accept(product.name() + ": " + number(worth(own, ""), 3));
        }
        return List.of(headline(figures), candidates(figures));
    }

    /** A figure, and its bootstrap draws; draws of different measures are independent. */
    private record Figure(Outcome outcome, Draws draws) {
        static Figure of(Outcome outcome, int stream) {
            return new Figure(outcome, Bootstrap.draws(outcome, stream));
        }
    }

    private Section headline(List<List<Figure>> figures) throws IOException {
        Table table = new Table(
                "family",
                "figure",
                "units",
                "default (95 %)",
                "chosen on the others",
                "its figure (95 %)",
                "best one-liner",
                "its figure (95 %)",
                "default − it (95 %)",
                "");
        for (int m = 0; m < measures.size(); m++) {
            Measure measure = measures.get(m);
            int chosen = chosenWithout(measure.family(), figures);
            Figure own = figures.get(0).get(m);
            List<String> cells = new ArrayList<>(List.of(
                    measure.family() + (tuned.contains(measure.family()) ? " †" : ""),
                    measure.name(),
                    String.valueOf(own.outcome().units().size()),
                    "**" + shown(own) + "**",
                    chosen == 0 ? "default" : products.get(chosen).name(),
                    chosen == 0 ? "" : shown(figures.get(chosen).get(m))));
            cells.addAll(againstOneLiners(measure, own, m));
            table.row(cells.toArray(String[]::new));
        }
        return new Section("Leave one family out")
                .text(
                        "**Only these figures may be quoted** (ADR 31). Settings were chosen on the other families: those with the"
                                + " greatest mean, if they beat the default beyond the interval, else the default. All figures are"
                                + " from 0 to 1, the higher the better. Intervals: bootstrap over units (files, series or worlds),"
                                + " 95 %. One unit has no interval.")
                .text(
                        "† The constants of the default were set on this family before it was left out, so its figure is an upper"
                                + " bound, no evidence.")
                .table(table);
    }

    /** The best one-liner, its figure, the difference and the verdict. */
    private static List<String> againstOneLiners(Measure measure, Figure own, int stream) throws IOException {
        Measure.Of<Candidate> simple = measure.simple();
        if (simple == null) {
            return List.of("", "", "", "");
        }
        Figure best = null;
        String name = "";
        for (OneLiner one : OneLiner.ALL) {
            Figure figure = Figure.of(simple.apply(one), stream);
            if (best == null || figure.outcome().value() > best.outcome().value()) {
                best = figure;
                name = one.name();
            }
        }
        if (best == null) {
            return List.of("", "", "", "");
        }
        double difference = own.outcome().value() - best.outcome().value();
        Interval interval = own.draws().minus(best.draws()).interval(Bootstrap.LEVEL);
        String verdict =
                interval.isBelowZero() ? "**lost**" : interval.isAboveZero() ? "won" : difference < 0 ? "behind" : "";
        return List.of(
                name, shown(best), number(difference, DECIMALS) + " (" + interval.shown(DECIMALS) + ")", verdict);
    }

    private Section candidates(List<List<Figure>> figures) {
        List<String> headings =
                new ArrayList<>(List.of("settings", "mean of the families", "− default", "interval", ""));
        headings.addAll(families);
        Table table = new Table(headings.toArray(String[]::new));
        List<Integer> order = IntStream.range(0, products.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer p) -> worth(figures.get(p), ""))
                        .reversed())
                .toList();
        for (int p : order) {
            double worth = worth(figures.get(p), "");
            Interval interval =
                    draws(figures.get(p), "").minus(draws(figures.get(0), "")).interval(level);
            List<String> cells = new ArrayList<>(List.of(
                    p == 0 ? "**default**" : products.get(p).name(),
                    number(worth, 3),
                    p == 0 ? "" : number(worth - worth(figures.get(0), ""), 3),
                    p == 0 ? "" : interval.shown(3),
                    p == 0 ? "" : interval.isAboveZero() ? "better" : interval.isBelowZero() ? "worse" : ""));
            families.forEach(family -> cells.add(number(ofFamily(figures.get(p), family), DECIMALS)));
            table.row(cells.toArray(String[]::new));
        }
        return new Section("Candidates")
                .text(
                        "The default and settings that anyone can set, by the mean of the families; a family is worth the mean of"
                                + " its figures above. The interval of the difference holds for all candidates at once. A candidate"
                                + " that is not *better* is no reason to change a setting, whatever its figure.")
                .table(table);
    }

    /** The settings chosen when {@code family} is left out; 0 is the default. */
    private int chosenWithout(String family, List<List<Figure>> figures) {
        Draws ofDefault = draws(figures.get(0), family);
        int chosen = 0;
        for (int p = 1; p < products.size(); p++) {
            boolean isBetter = worth(figures.get(p), family) > worth(figures.get(chosen), family);
            if (isBetter
                    && draws(figures.get(p), family)
                            .minus(ofDefault)
                            .interval(level)
                            .isAboveZero()) {
                chosen = p;
            }
        }
        return chosen;
    }

    /** The mean of all families but {@code without}. */
    private double worth(List<Figure> figures, String without) {
        return families.stream()
                .filter(family -> !family.equals(without))
                .mapToDouble(family -> ofFamily(figures, family))
                .average()
                .orElse(Double.NaN);
    }

    private double ofFamily(List<Figure> figures, String family) {
        return ofFamily(family)
                .mapToDouble(m -> figures.get(m).outcome().value())
                .average()
                .orElse(Double.NaN);
    }

    private IntStream ofFamily(String family) {
        return IntStream.range(0, measures.size())
                .filter(m -> measures.get(m).family().equals(family));
    }

    private Draws draws(List<Figure> figures, String without) {
        List<Draws> means = families.stream()
                .filter(family -> !family.equals(without))
                .map(family -> Draws.mean(
                        ofFamily(family).mapToObj(m -> figures.get(m).draws()).toList()))
                .toList();
        return Draws.mean(means);
    }

    private static String shown(Figure figure) {
        return number(figure.outcome().value(), DECIMALS) + " ("
                + figure.draws().interval(Bootstrap.LEVEL).shown(DECIMALS) + ")";
    }
}
