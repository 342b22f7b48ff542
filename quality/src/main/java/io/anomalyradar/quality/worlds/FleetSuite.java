package io.anomalyradar.quality.worlds;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.normal.Extent;
import io.anomalyradar.quality.normal.NormalDevice;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A fleet without a fault: devices of ten metrics, drawn from the priors of worlds, one sample a minute. */
public final class FleetSuite {
    private static final int DEVICES = 30;
    private static final int METRICS = 10;
    private static final int DAYS = 14;
    private static final int FLEET = 1_000;
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int SAMPLES = DAYS * 1_440;
    private static final double MOST_A_SERIES_WEEK = 0.05;
    private static final double MOST_A_DEVICE_WEEK = 1;
    private static final double MOST_A_FLEET_DAY = 20;

    private final long seed;

    /** The fleet of this seed. */
    public FleetSuite(long seed) {
        this.seed = seed;
    }

    /** The results. */
    public Section section(DetectorConfig config, JointConfig joint) {
        Extent first = Extent.NONE;
        Extent whole = Extent.NONE;
        for (int device = 0; device < DEVICES; device++) {
            Extent[] extents = extents(config, joint, device);
            first = first.plus(extents[0]);
            whole = whole.plus(extents[1]);
        }
        Table table = new Table(
                "", "anomalies", "of devices", "a series-week", "95 %", "a device-week, both", "95 %", "a fleet-day");
        double aSeriesWeek = whole.anomalies() / whole.seriesWeeks();
        row(table, "first week", first, DEVICES);
        row(table, "both weeks", whole, DEVICES * DAYS / 7.0);
        double aDeviceWeek = (whole.anomalies() + whole.ofDevices()) / (DEVICES * DAYS / 7.0);
        return new Section("A fleet without a fault")
                .text(DEVICES + " devices of " + METRICS + " metrics, one sample a minute, " + DAYS
                        + " days, drawn from the priors of the worlds; each metric scored separately, and all of a device together."
                        + " *A device-week*: anomalies of its series and of the device. *A fleet-day*: the same in a day of "
                        + FLEET + " such devices, extrapolated from " + DEVICES + ". Poisson intervals.")
                .table(table)
                .figure(Figure.atMost(
                        "false anomalies a series-week, simulated fleet", aSeriesWeek, MOST_A_SERIES_WEEK, 2))
                .figure(Figure.atMost(
                        "false anomalies a device-week of " + METRICS + " metrics", aDeviceWeek, MOST_A_DEVICE_WEEK, 2))
                .figure(Figure.atMost(
                        "false anomalies a day of " + FLEET + " devices",
                        aDeviceWeek * FLEET / 7,
                        MOST_A_FLEET_DAY,
                        0));
    }

    /** False anomalies a series-week of the first devices, by device, each metric scored separately. */
    public UnitFigures aSeriesWeek(DetectorConfig config, int devices) {
        JointConfig separately = new JointConfig(false, 2, 2, 0, 1, 0);
        List<double[]> units = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            Extent extent = extents(config, separately, device)[1];
            units.add(new double[] {extent.anomalies(), extent.seriesWeeks()});
        }
        return UnitFigures.ratio(units);
    }

    /** In the first week, and in all. */
    private Extent[] extents(DetectorConfig config, JointConfig joint, int number) {
        List<double[]> series = new ArrayList<>();
        List<String> metrics = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            long own = seedOf(seed, number * METRICS + metric);
            series.add(World.without(own, traits(own)).values());
            metrics.add("metric" + metric);
        }
        NormalDevice device = new NormalDevice(config, joint, metrics);
        Extent firstWeek = Extent.NONE;
        double[] row = new double[METRICS];
        for (int i = 0; i < SAMPLES; i++) {
            for (int metric = 0; metric < METRICS; metric++) {
                row[metric] = series.get(metric)[i];
            }
            device.take(i * STEP.toMillis(), row);
            if (i + 1 == SAMPLES * 7 / DAYS) {
                firstWeek = device.extent();
            }
        }
        return new Extent[] {firstWeek, device.extent()};
    }

    /** The seed of a series of a fleet. */
    static long seedOf(long fleet, int series) {
        return ~(fleet * 1_000_003) - series;
    }

    /** What a series of a fleet looks like. */
    static Traits traits(long seed) {
        return Traits.draw(new Chance(seed ^ 1), STEP, SAMPLES);
    }

    private static void row(Table table, String name, Extent extent, double deviceWeeks) {
        int both = extent.anomalies() + extent.ofDevices();
        table.row(
                name,
                String.valueOf(extent.anomalies()),
                String.valueOf(extent.ofDevices()),
                number(extent.anomalies() / extent.seriesWeeks(), 2),
                Interval.ofPoisson(extent.anomalies(), extent.seriesWeeks()).shown(2),
                number(both / deviceWeeks, 1),
                Interval.ofPoisson(both, deviceWeeks).shown(1),
                number(both / deviceWeeks * FLEET / 7, 0));
    }
}
