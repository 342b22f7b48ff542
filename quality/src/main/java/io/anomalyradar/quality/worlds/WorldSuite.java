package io.anomalyradar.quality.worlds;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Many worlds: which faults are found, and how often an anomaly is false. Each configuration runs once. Thread-safe.
 */
public final class WorldSuite {
    private static final double SECONDS_A_WEEK = 7 * 86_400;
    private static final double[] SIZES = {2, 5, 12, 30};

    private final List<World> worlds;
    private final long seed;
    private final Map<DetectorConfig, List<WorldRun>> known = new ConcurrentHashMap<>();

    /** The worlds of this seed. */
    public WorldSuite(long seed, int count) {
        this.seed = seed;
        this.worlds = LongStream.range(0, count)
                .mapToObj(i -> World.draw(seed * 1_000_003 + i))
                .toList();
    }

    /** 2 found / (found + false + faults), over the worlds. */
    public UnitFigures eventF1(DetectorConfig config) {
        return new UnitFigures(
                runs(config).stream()
                        .map(run -> new double[] {
                            run.faultsFound(), run.falseAnomalies(), run.found().size()
                        })
                        .toList(),
                sum -> sum[0] == 0 ? 0 : 2 * sum[0] / (sum[0] + sum[1] + sum[2]));
    }

    /** The share of faults in which an anomaly opens. */
    public UnitFigures found(DetectorConfig config) {
        return UnitFigures.ratio(runs(config).stream()
                .map(run -> new double[] {run.faultsFound(), run.found().size()})
                .toList());
    }

    /** The share of the worlds without a fault in which no anomaly opens. */
    public UnitFigures quiet(DetectorConfig config) {
        return UnitFigures.mean(runs(config).stream()
                .filter(WorldRun::isWithoutFault)
                .map(run -> run.falseAnomalies() == 0 ? 1.0 : 0.0)
                .toList());
    }

    private List<WorldRun> runs(DetectorConfig config) {
        return known.computeIfAbsent(config, missing -> worlds.stream()
                .map(world -> WorldRun.of(missing, world))
                .toList());
    }

    /** The results. */
    public Section section(DetectorConfig config) {
        List<WorldRun> runs = runs(config);
        long without = runs.stream().filter(WorldRun::isWithoutFault).count();
        return new Section("Worlds drawn from wide priors: " + worlds.size() + ", " + without + " without a fault")
                .text("One generator (seed " + seed
                        + ") draws the sampling interval (4 ms to a day), kind of value, season,"
                        + " persistence, drift, levels, rounding, missing samples and faults of each series. Settings are"
                        + " never chosen for a kind of world. First: the share of faults in which an anomaly opens, by kind"
                        + " and size in sigmas of the noise, and its number. Not every fault can be told from the world it is"
                        + " in.")
                .table(faults(runs))
                .text(
                        "False anomalies, with Poisson intervals: those of worlds without a fault, and of the others outside their"
                                + " faults and what follows them. A week of a series of 250 samples a second has 151 million samples,"
                                + " so its figures a week are extrapolated from seconds. *Critical*: false anomalies per 1000 samples"
                                + " that are critical when they open.")
                .table(falseAnomalies(runs));
    }

    private static Table faults(List<WorldRun> runs) {
        List<String> headings = new ArrayList<>(List.of("fault"));
        for (int i = 0; i + 1 < SIZES.length; i++) {
            headings.add(number(SIZES[i], 0) + " to " + number(SIZES[i + 1], 0) + " σ");
        }
        headings.addAll(List.of("without a size", "all", "95 %"));
        Table table = new Table(headings.toArray(String[]::new));
        for (FaultKind kind : FaultKind.values()) {
            row(table, kind.shown(), runs, fault -> fault.kind() == kind);
        }
        row(table, "**all**", runs, fault -> true);
        return table;
    }

    private static void row(Table table, String name, List<WorldRun> runs, Predicate<WorldFault> kind) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (int i = 0; i + 1 < SIZES.length; i++) {
            double low = SIZES[i];
            double high = SIZES[i + 1];
            cells.add(shown(found(runs, kind.and(fault -> fault.size() >= low && fault.size() < high))));
        }
        cells.add(shown(found(runs, kind.and(fault -> Double.isNaN(fault.size())))));
        List<double[]> all = found(runs, kind);
        cells.add(shown(all));
        cells.add(Bootstrap.of(UnitFigures.ratio(all)).shown(2));
        table.row(cells.toArray(String[]::new));
    }

    /** Found and all faults of a sort, for each world. */
    static List<double[]> found(List<WorldRun> runs, Predicate<WorldFault> sort) {
        return runs.stream()
                .map(run -> {
                    double[] counts = new double[2];
                    for (int i = 0; i < run.found().size(); i++) {
                        if (sort.test(run.world().faults().get(i))) {
                            counts[0] += run.found().get(i) ? 1 : 0;
                            counts[1]++;
                        }
                    }
                    return counts;
                })
                .toList();
    }

    private static String shown(List<double[]> counts) {
        double found = counts.stream().mapToDouble(count -> count[0]).sum();
        double all = counts.stream().mapToDouble(count -> count[1]).sum();
        return all == 0 ? "" : number(found / all, 2) + " of " + number(all, 0);
    }

    private static Table falseAnomalies(List<WorldRun> runs) {
        Table table = new Table(
                "series",
                "worlds",
                "series-weeks",
                "anomalies",
                "a series-week",
                "95 %",
                "per 1000 samples",
                "critical",
                "quiet, no fault");
        by(table, runs, "a sample every ", run -> run.world().traits().step(), step -> step.toString()
                .substring(2)
                .toLowerCase(Locale.ROOT));
        by(table, runs, "", run -> run.world().traits().kind(), kind -> kind.name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' '));
        by(table, runs, "season: ", run -> run.world().traits().season(), season -> season.name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' '));
        row(table, "**all**", runs);
        return table;
    }

    private static <T extends Comparable<T>> void by(
            Table table, List<WorldRun> runs, String prefix, Function<WorldRun, T> trait, Function<T, String> shown) {
        runs.stream()
                .map(trait)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .forEach(value -> row(
                        table,
                        prefix + shown.apply(value),
                        runs.stream()
                                .filter(run -> trait.apply(run).equals(value))
                                .toList()));
    }

    private static void row(Table table, String name, List<WorldRun> runs) {
        double weeks = 0;
        long samples = 0;
        int anomalies = 0;
        int critical = 0;
        for (WorldRun run : runs) {
            World world = run.world();
            weeks += world.values().length * (world.traits().step().toMillis() / 1e3) / SECONDS_A_WEEK;
            samples += Arrays.stream(world.values())
                    .filter(value -> !Double.isNaN(value))
                    .count();
            anomalies += run.falseAnomalies();
            critical += run.critical().size();
        }
        List<WorldRun> without = runs.stream().filter(WorldRun::isWithoutFault).toList();
        long quiet = without.stream().filter(run -> run.falseAnomalies() == 0).count();
        table.row(
                name,
                String.valueOf(runs.size()),
                number(weeks, weeks < 1 ? 4 : 1),
                String.valueOf(anomalies),
                number(anomalies / weeks, 2),
                Interval.ofPoisson(anomalies, weeks).shown(2),
                number(1000.0 * anomalies / samples, 2),
                number(1000.0 * critical / samples, 3),
                quiet + " of " + without.size());
    }
}
