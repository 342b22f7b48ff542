package io.anomalyradar.quality.families;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.OneLiner;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.Draws;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses settings on all families but one and reports them on that one.
 *
 * <p>A family is worth the mean of its figures, several families the mean of theirs. The settings with the greatest
 * worth are chosen only if they are better than the default beyond the bootstrap interval, at a level that holds for
 * all candidates at once (Bonferroni); else the default is.
 */
public final class LeaveOneFamilyOut {
    private static final int DECIMALS = 2;

    private final List<Measure> measures;
    private final List<Product> products;
    private final Set<String> tuned;
    private final List<String> families;
    private final double level;

    /**
     * A comparison of {@code products}, of which the first is the default.
     *
     * @param tuned families on which the constants of the default were set: their figures are no evidence
     */
    public LeaveOneFamilyOut(List<Measure> measures, List<Product> products, Set<String> tuned) {
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
        List<Figure> ofDefault = figures(List.of(products.get(0)), List.of()).get(0);
        List<List<Figure>> figures = new ArrayList<>(List.of(ofDefault));
        figures.addAll(figures(products.subList(1, products.size()), ofDefault));
        return List.of(headline(figures), candidates(figures));
    }

    /** The figures of each of {@code some}, on all processors; what is known from the default is not measured again. */
    private List<List<Figure>> figures(List<Product> some, List<Figure> ofDefault) throws IOException {
        int count = measures.size();
        try {
            List<Figure> all = IntStream.range(0, some.size() * count)
                    .parallel()
                    .mapToObj(task -> figure(some.get(task / count), task % count, ofDefault))
                    .toList();
            return IntStream.range(0, some.size())
                    .mapToObj(p -> all.subList(p * count, (p + 1) * count))
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private Figure figure(Product product, int m, List<Figure> ofDefault) {
        Product standard = products.get(0);
        boolean isKnown = !ofDefault.isEmpty()
                && measures.get(m).isJoint()
                && product.joint().equals(standard.joint())
                && product.config().budget().equals(standard.config().budget());
        try {
            return isKnown ? ofDefault.get(m) : Figure.of(measures.get(m).ours().apply(product), m);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A figure, and its bootstrap draws; draws of different measures are independent. */
    private record Figure(UnitFigures outcome, Draws draws) {
        static Figure of(UnitFigures outcome, int stream) {
            return new Figure(outcome, Bootstrap.draws(outcome, stream));
        }
    }

    private Section headline(List<List<Figure>> figures) throws IOException {
        Table table = new Table(
                "family",
                "figure",
                "units",
                "left out (95 %)",
                "chosen on the others",
                "default (95 %)",
                "best one-liner",
                "its figure (95 %)",
                "default − it (95 %)",
                "");
        List<Optional<Simple>> simple = bestOneLiners();
        List<Integer> byFamily =
                families.stream().flatMap(family -> ofFamily(family).boxed()).toList();
        for (int m : byFamily) {
            Measure measure = measures.get(m);
            int chosen = chosenWithout(measure.family(), figures);
            Figure own = figures.get(0).get(m);
            List<String> cells = new ArrayList<>(List.of(
                    measure.family() + (tuned.contains(measure.family()) ? " †" : ""),
                    measure.name(),
                    String.valueOf(own.outcome().units().size()),
                    "**" + shown(figures.get(chosen).get(m)) + "**",
                    products.get(chosen).name(),
                    shown(own)));
            cells.addAll(simple.get(m).map(best -> against(best, own)).orElse(List.of("", "", "", "")));
            table.row(cells.toArray(String[]::new));
        }
        return new Section("Leave one family out")
                .text(
                        "**Only the figures in bold may be quoted**, with their intervals (ADR 31): settings were chosen on the other"
                                + " families and are reported on the one *left out*. Chosen are those with the greatest mean, if they"
                                + " beat the default beyond the interval; otherwise the default. All figures are from 0 to 1, the"
                                + " higher the better. Intervals: bootstrap over units (files, series, devices or worlds), 95 %; one"
                                + " unit has none.")
                .text(
                        "† Constants that all settings share were set on this family before it was left out: its figures are upper"
                                + " bounds, and no evidence of what other data give.")
                .table(table);
    }

    /** The figure of a one-liner. */
    private record Simple(String name, Figure figure) {}

    /** The best one-liner of each measure; none where they have no figure. */
    private List<Optional<Simple>> bestOneLiners() throws IOException {
        int count = OneLiner.ALL.size();
        try {
            List<Optional<Simple>> all = IntStream.range(0, measures.size() * count)
                    .parallel()
                    .mapToObj(task -> simple(task / count, OneLiner.ALL.get(task % count)))
                    .toList();
            return IntStream.range(0, measures.size())
                    .mapToObj(m -> all.subList(m * count, (m + 1) * count).stream()
                            .flatMap(Optional::stream)
                            .max(Comparator.comparingDouble(
                                    one -> one.figure().outcome().value())))
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private Optional<Simple> simple(int m, OneLiner one) {
        Measure.Of<Candidate> simple = measures.get(m).simple();
        try {
            return simple == null
                    ? Optional.empty()
                    : Optional.of(new Simple(one.name(), Figure.of(simple.apply(one), m)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A one-liner, its figure, the difference of the default and the verdict. */
    private static List<String> against(Simple best, Figure own) {
        double difference = own.outcome().value() - best.figure().outcome().value();
        Interval interval = own.draws().minus(best.figure().draws()).interval(Bootstrap.LEVEL);
        String verdict = difference < 0 ? "behind" : "";
        verdict = interval.isAboveZero() ? "won" : verdict;
        verdict = interval.isBelowZero() ? "**lost**" : verdict;
        return List.of(
                best.name(),
                shown(best.figure()),
                number(difference, DECIMALS) + " (" + interval.shown(DECIMALS) + ")",
                verdict);
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
