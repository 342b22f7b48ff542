package io.anomalyradar.quality.worlds;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.stream.IntStream;

/** How quiet a fleet becomes: the series of {@link FleetSuite}, which go on for a quarter of a year. */
public final class FleetAge {
    private static final int SERIES = 150;
    private static final int WEEKS = 12;
    private static final int SAMPLES_A_WEEK = 7 * 1_440;
    private static final int[] FROM = {0, 1, 2, 4, 8, WEEKS};

    private final long seed;

    /** The fleet of this seed. */
    public FleetAge(long seed) {
        this.seed = seed;
    }

    /** The results. */
    public Section section(DetectorConfig config) {
        int[] anomalies = new int[WEEKS];
        int[] critical = new int[WEEKS];
        for (int i = 0; i < SERIES; i++) {
            long own = FleetSuite.seedOf(seed, i);
            World world = World.without(own, FleetSuite.traits(own).lasting(WEEKS * SAMPLES_A_WEEK));
            WorldRun run = WorldRun.of(config, world);
            run.wrong().forEach(row -> anomalies[row / SAMPLES_A_WEEK]++);
            run.critical().forEach(row -> critical[row / SAMPLES_A_WEEK]++);
        }
        Table table = new Table("weeks", "anomalies", "a series-week", "95 %", "critical", "a series-week", "95 %");
        for (int i = 0; i + 1 < FROM.length; i++) {
            int from = FROM[i];
            int to = FROM[i + 1];
            int all = IntStream.range(from, to).map(week -> anomalies[week]).sum();
            int severe = IntStream.range(from, to).map(week -> critical[week]).sum();
            double weeks = (to - from) * SERIES;
            table.row(
                    to - from == 1 ? String.valueOf(to) : (from + 1) + " to " + to,
                    String.valueOf(all),
                    number(all / weeks, 3),
                    Interval.ofPoisson(all, weeks).shown(3),
                    String.valueOf(severe),
                    number(severe / weeks, 3),
                    Interval.ofPoisson(severe, weeks).shown(3));
        }
        return new Section("A fleet without a fault, by age")
                .text(SERIES + " series of the simulated fleet for " + WEEKS
                        + " weeks: what a series does for the first time looks like a fault, what it does every day or"
                        + " week does not. *Critical*: when they open. Poisson intervals.")
                .table(table);
    }
}
