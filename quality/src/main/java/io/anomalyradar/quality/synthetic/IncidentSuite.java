package io.anomalyradar.quality.synthetic;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is still detected in a series after an incident: the worst value so far must not hide smaller anomalies forever.
 */
public final class IncidentSuite {
    private static final int SERIES = 50;
    private static final long FIRST = 40_000; // different from those of the other suites
    private static final int BEGINS = Background.MINUTES_A_DAY + 700;
    private static final int[] DAYS_AFTER = {2, 8, 29};
    private static final List<Incident> INCIDENTS = List.of(
            new Incident("nothing", SyntheticFault.SPIKE, 0, 1),
            new Incident("spike of 30 σ", SyntheticFault.SPIKE, 30, 1),
            new Incident("spike of 100 σ", SyntheticFault.SPIKE, 100, 1),
            new Incident("30 σ for half an hour", SyntheticFault.LEVEL_SHIFT, 30, 30),
            new Incident("10 σ of noise for four hours", SyntheticFault.VARIANCE, 10, 240));
    private static final List<Incident> LATER = List.of(
            new Incident("spike of 10 σ", SyntheticFault.SPIKE, 10, 1),
            new Incident("spike of 30 σ", SyntheticFault.SPIKE, 30, 1),
            new Incident("5 σ for half an hour", SyntheticFault.LEVEL_SHIFT, 5, 30),
            new Incident("10 σ for half an hour", SyntheticFault.LEVEL_SHIFT, 10, 30));

    private static final List<Duration> STEPS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final List<Incident> NIGHTLY = List.of(
            new Incident("nothing", SyntheticFault.LEVEL_SHIFT, 0, 0),
            new Incident("10 σ for 10 minutes", SyntheticFault.LEVEL_SHIFT, 10, 10),
            new Incident("10 σ for half an hour", SyntheticFault.LEVEL_SHIFT, 10, 30),
            new Incident("30 σ for half an hour", SyntheticFault.LEVEL_SHIFT, 30, 30),
            new Incident("30 σ for two hours", SyntheticFault.LEVEL_SHIFT, 30, 120));
    private static final int NIGHTS = 28;
    private static final int LEARNT = 14; // nights before anomalies are counted
    private static final int TWO_O_CLOCK = 120;

    private final DeviceDetector detector;

    private record Incident(String shown, SyntheticFault fault, double size, int minutes) {

        double of(Background background, int since, Random random) {
            boolean lasts = since >= 0 && since < minutes;
            return lasts ? fault.of(background, size, since, 0, random) : background.value();
        }
    }

    /** The suite for a detector with these settings. */
    public IncidentSuite(DetectorConfig config) {
        this.detector = new DeviceDetector(config);
    }

    /** The results. */
    public Section section() {
        List<String> headings = new ArrayList<>(List.of("first, on the second day", "days after it"));
        LATER.forEach(later -> headings.add(later.shown()));
        Table table = new Table(headings.toArray(String[]::new));
        for (Incident incident : INCIDENTS) {
            int[][] found = found(incident);
            for (int i = 0; i < DAYS_AFTER.length; i++) {
                List<String> cells = new ArrayList<>(List.of(incident.shown(), String.valueOf(DAYS_AFTER[i])));
                for (int count : found[i]) {
                    cells.add(number(100.0 * count / SERIES, 0) + " %");
                }
                table.row(cells.toArray(String[]::new));
            }
        }
        return new Section("The second fault of a series")
                .text("White noise, one sample a minute, with an incident, and a fault days later: the share of "
                        + SERIES + " series in which the fault opens an anomaly.")
                .table(table)
                .text(
                        "An incident every night at two o'clock, up to five minutes later: anomalies per series-week in the third"
                                + " and fourth week of " + SERIES + " series.")
                .table(nightly());
    }

    private Table nightly() {
        List<String> headings = new ArrayList<>(List.of("a sample each"));
        NIGHTLY.forEach(incident -> headings.add(incident.shown()));
        Table table = new Table(headings.toArray(String[]::new));
        for (Duration step : STEPS) {
            List<String> cells = new ArrayList<>(List.of(step.toSeconds() + " s"));
            for (Incident incident : NIGHTLY) {
                int opened = 0;
                for (int series = 0; series < SERIES; series++) {
                    opened += opened(step, incident, Background.Kind.WHITE.seed() + FIRST + series);
                }
                cells.add(number(7.0 * opened / (NIGHTS - LEARNT) / SERIES, 1));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** The number of anomalies that open after the first nights. */
    private int opened(Duration step, Incident incident, long seed) {
        Background background = new Background(Background.Kind.WHITE, seed);
        Random random = new Random(~seed);
        Watch watch = new Watch(detector, 1, step);
        long samplesADay = Duration.ofDays(1).dividedBy(step);
        int opened = 0;
        int late = 0;
        for (long i = 0; i < NIGHTS * samplesADay; i++) {
            background.advance();
            late = i % samplesADay == 0 ? random.nextInt(5) : late;
            long minute = i % samplesADay * step.toSeconds() / 60;
            double value = incident.of(background, (int) minute - TWO_O_CLOCK - late, random);
            opened += watch.opens(i, value) && i >= LEARNT * samplesADay ? 1 : 0;
        }
        return opened;
    }

    /** In how many series each later fault is found, after this many days. */
    private int[][] found(Incident incident) {
        int[][] found = new int[DAYS_AFTER.length][LATER.size()];
        for (int series = 0; series < SERIES; series++) {
            long seed = Background.Kind.WHITE.seed() + FIRST + series;
            Background background = new Background(Background.Kind.WHITE, seed);
            Watch watch = new Watch(detector);
            Random random = new Random(~seed);
            for (int i = 0; i < DAYS_AFTER.length; i++) {
                long until = BEGINS + (long) DAYS_AFTER[i] * Background.MINUTES_A_DAY;
                while (background.minute() + 1 < until) {
                    background.advance();
                    int since = (int) (background.minute() - BEGINS);
                    watch.opens(background.minute(), incident.of(background, since, random));
                }
                for (int k = 0; k < LATER.size(); k++) {
                    found[i][k] += isFound(watch.copy(), LATER.get(k), until, seed + i) ? 1 : 0;
                }
            }
        }
        return found;
    }

    private static boolean isFound(Watch watch, Incident later, long from, long seed) {
        Background background = new Background(Background.Kind.WHITE, -seed);
        Random random = new Random(seed);
        boolean found = false;
        for (int since = 0; since < later.minutes(); since++) {
            background.advance();
            found |= watch.opens(from + since, later.of(background, since, random));
        }
        return found;
    }
}
