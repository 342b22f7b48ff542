package io.anomalyradar.quality.synthetic;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every kind of fault × size × background: how many faults are found, and how soon. */
public final class FaultSuite {
    private static final int SERIES = 40;
    private static final int DAYS_BEFORE = 8;
    private static final double[] SIZES = {2, 3, 5, 8, 12};
    private static final double[] ONCE = {0};
    private static final int GRACE = 5; // an alarm within this many minutes after the fault still counts as finding it
    private static final List<Background.Kind> BACKGROUNDS = List.of(
            Background.Kind.WHITE,
            Background.Kind.AUTOCORRELATED,
            Background.Kind.SEASONAL,
            Background.Kind.HEAVY_TAILED,
            Background.Kind.PERIODIC,
            Background.Kind.COUNTS);

    private final DeviceDetector detector;

    /** The suite for a detector with these settings. */
    public FaultSuite(DetectorConfig config) {
        this.detector = new DeviceDetector(config);
    }

    /** The results for each fault at each size, in this order, over one background. */
    private record Column(Background.Kind background, double falseAlarmsPerWeek, List<EventCounts> found) {}

    /** The results. */
    public Section section() {
        List<Column> columns = BACKGROUNDS.stream().map(this::column).toList();
        List<String> headings = new ArrayList<>(List.of("fault", "minutes", "size (σ)"));
        columns.forEach(column -> headings.add(column.background().shown()));
        Table table = new Table(headings.toArray(String[]::new));
        int next = 0;
        for (SyntheticFault fault : SyntheticFault.values()) {
            for (double size : sizes(fault)) {
                List<String> cells = new ArrayList<>(List.of(
                        fault.shown(), String.valueOf(fault.minutes()), fault.isSized() ? number(size, 0) : ""));
                for (Column column : columns) {
                    cells.add(shown(column.found().get(next)));
                }
                table.row(cells.toArray(String[]::new));
                next++;
            }
        }
        List<String> alarms = new ArrayList<>(List.of("false alarms a week", "", ""));
        columns.forEach(column -> alarms.add(number(column.falseAlarmsPerWeek(), 2)));
        table.row(alarms.toArray(String[]::new));
        return new Section("Synthetic faults")
                .text("One sample a minute, " + DAYS_BEFORE + " days without a fault, then one fault, in " + SERIES
                        + " series for each cell: the share that is found (an anomaly opens during the fault or"
                        + " within " + GRACE + " minutes after it), and the median delay in minutes. σ is that of the"
                        + " background's noise. – : the fault cannot be distinguished from this background. The last"
                        + " line counts alarms in the days before the fault.")
                .table(table);
    }

    private static double[] sizes(SyntheticFault fault) {
        return fault.isSized() ? SIZES : ONCE;
    }

    private static String shown(EventCounts counts) {
        if (counts.events() == 0) {
            return "–";
        }
        String rate = number(100 * counts.recall(), 0) + " %";
        return counts.found() == 0 ? rate : rate + " in " + number(counts.medianDelay(), 0);
    }

    private Column column(Background.Kind kind) {
        List<EventCounts> found = new ArrayList<>();
        for (SyntheticFault fault : SyntheticFault.values()) {
            for (int i = 0; i < sizes(fault).length; i++) {
                found.add(EventCounts.NONE);
            }
        }
        int falseAlarms = 0;
        for (int series = 0; series < SERIES; series++) {
            long seed = kind.seed() + series;
            Background before = new Background(kind, seed);
            Watch watch = new Watch(detector);
            for (int i = 0; i < DAYS_BEFORE * Background.MINUTES_A_DAY; i++) {
                before.advance();
                falseAlarms += watch.opens(before.minute(), before.value()) ? 1 : 0;
            }
            if (!watch.isAlarmed()) {
                strike(kind, seed, watch, found);
            }
        }
        double weeks = SERIES * DAYS_BEFORE / 7.0;
        return new Column(kind, falseAlarms / weeks, found);
    }

    private static void strike(Background.Kind kind, long seed, Watch watch, List<EventCounts> found) {
        int next = 0;
        for (SyntheticFault fault : SyntheticFault.values()) {
            for (double size : sizes(fault)) {
                EventCounts one = strike(fault, size, new Background(kind, seed), watch.copy(), new Random(~seed));
                found.set(next, found.get(next).plus(one));
                next++;
            }
        }
    }

    /** The same series again up to the fault, followed by the fault. */
    private static EventCounts strike(
            SyntheticFault fault, double size, Background background, Watch watch, Random random) {
        if (!fault.shows(background)) {
            return EventCounts.NONE;
        }
        for (int i = 0; i < DAYS_BEFORE * Background.MINUTES_A_DAY; i++) {
            background.advance();
        }
        double last = background.value();
        int minutes = fault.minutes() + GRACE;
        for (int since = 0; since < minutes; since++) {
            background.advance();
            boolean struck = since < fault.minutes();
            double value = struck ? fault.of(background, size, since, last, random) : background.value();
            if (!Double.isNaN(value) && watch.opens(background.minute(), value)) {
                return new EventCounts(1, 1, 0, minutes, List.of((double) since));
            }
        }
        return new EventCounts(1, 0, 0, minutes, List.of());
    }
}
