package io.anomalyradar.quality.worlds;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What quiet costs: the same fleet without and with faults, under thresholds from the default up. Both sides of the
 * trade are of the same series, and each threshold is a setting that anyone can set.
 */
public final class TradeOff {
    private static final int SERIES = 200;
    private static final double WEEKS = 2;
    private static final double SMALL = 5; // sigmas
    private static final double LARGE = 12;

    private final long seed;

    /** The trade-off in the fleet of this seed. */
    public TradeOff(long seed) {
        this.seed = seed;
    }

    /** The results, for configurations by what they are called. */
    public Section section(Map<String, DetectorConfig> configs) {
        List<String> headings = new ArrayList<>(List.of(
                "threshold at least",
                "false a series-week",
                "95 %",
                "critical",
                "second week",
                "faults found",
                "95 %",
                "2 to 5 σ",
                "5 to 12 σ",
                "12 to 30 σ",
                "without a size"));
        for (FaultKind kind : FaultKind.values()) {
            headings.add(kind.shown());
        }
        Table table = new Table(headings.toArray(String[]::new));
        List<World> quiet = worlds(false);
        List<World> faulty = worlds(true);
        configs.forEach((name, config) -> row(table, name, runs(config, quiet), runs(config, faulty)));
        return new Section("What quiet costs")
                .text(SERIES + " series of the simulated fleet, one sample a minute, two weeks, seed " + seed
                        + ", once without faults and once with one to four each, from day 5.6 on. *Threshold at least*:"
                        + " `detector.predictive.least-score`; the default's own threshold is 5.3 at this interval. False"
                        + " anomalies are those of the series without faults, *critical* of them and those of the *second*"
                        + " week also a series-week. Found: by size, then by kind.")
                .table(table);
    }

    private List<World> worlds(boolean isFaulty) {
        return IntStream.range(0, SERIES)
                .mapToObj(i -> {
                    long own = FleetSuite.seedOf(seed, i);
                    Traits traits = FleetSuite.traits(own);
                    return isFaulty ? World.with(own, traits) : World.without(own, traits);
                })
                .toList();
    }

    private static List<WorldRun> runs(DetectorConfig config, List<World> worlds) {
        return worlds.stream().map(world -> WorldRun.of(config, world)).toList();
    }

    private static void row(Table table, String name, List<WorldRun> quiet, List<WorldRun> faulty) {
        int all = quiet.stream().mapToInt(WorldRun::falseAnomalies).sum();
        int critical = quiet.stream().mapToInt(run -> run.critical().size()).sum();
        long late = quiet.stream()
                .flatMap(run -> run.wrong().stream()
                        .filter(row -> 2 * row >= run.world().values().length))
                .count();
        double weeks = WEEKS * quiet.size();
        List<double[]> found = WorldSuite.found(faulty, fault -> true);
        List<String> cells = new ArrayList<>(List.of(
                name,
                number(all / weeks, 3),
                Interval.ofPoisson(all, weeks).shown(3),
                number(critical / weeks, 3),
                number(2 * late / weeks, 3),
                number(UnitFigures.ratio(found).value(), 2),
                Bootstrap.of(UnitFigures.ratio(found)).shown(2)));
        cells.add(share(faulty, fault -> fault.size() < SMALL));
        cells.add(share(faulty, fault -> fault.size() >= SMALL && fault.size() < LARGE));
        cells.add(share(faulty, fault -> fault.size() >= LARGE));
        cells.add(share(faulty, fault -> Double.isNaN(fault.size())));
        for (FaultKind kind : FaultKind.values()) {
            cells.add(share(faulty, fault -> fault.kind() == kind));
        }
        table.row(cells.toArray(String[]::new));
    }

    private static String share(List<WorldRun> runs, Predicate<WorldFault> sort) {
        return number(UnitFigures.ratio(WorldSuite.found(runs, sort)).value(), 2);
    }
}
