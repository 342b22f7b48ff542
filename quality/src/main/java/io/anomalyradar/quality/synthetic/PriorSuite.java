package io.anomalyradar.quality.synthetic;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.calibration.MetricPriors;
import io.anomalyradar.quality.candidate.Asked;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.time.Duration;
import java.util.List;

/**
 * The first hour of a series whose metric is known from other devices: the effect of starting with the threshold that
 * theirs have reached.
 */
public final class PriorSuite {
    private static final int FLEET = 16;
    private static final int TELLINGS = 8; // of each
    private static final int NEWCOMERS = 125;
    private static final long FIRST = 20_000; // different from those of the other suites
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int AN_HOUR = 3_600;
    private static final long TODAY = 2; // days after the fleet's samples

    private final List<Asked> asked;

    /** Per series. */
    private record FirstHour(double alarms, double critical) {}

    /** The suite for these configurations. */
    public PriorSuite(List<Asked> asked) {
        this.asked = List.copyOf(asked);
    }

    /** The results. */
    public Section section() {
        Table table = new Table(
                "background", "asked", "factor", "first hour alone", "critical", "with the prior", "critical");
        Section section = new Section("The first hour of a series whose metric is known")
                .text(NEWCOMERS
                        + " series for each background, one sample a second, no fault: alarms per series in the first hour, and"
                        + " those that became critical. *Factor*: the factor by which the thresholds of " + FLEET
                        + " other series of the metric had risen after " + TELLINGS * MetricPriors.MATURE
                        + " samples; the prior raises the threshold of new series by it (ADR 9).");
        for (Asked one : asked) {
            DeviceDetector detector = new DeviceDetector(one.config());
            for (Background.Kind kind : Background.Kind.values()) {
                double factor = factorOfTheFleet(detector, kind);
                FirstHour alone = firstHour(detector, kind, 1);
                FirstHour told = firstHour(detector, kind, factor);
                table.row(
                        kind.shown(),
                        one.shown(),
                        number(factor, 2),
                        number(alone.alarms(), 2),
                        number(alone.critical(), 2),
                        number(told.alarms(), 2),
                        number(told.critical(), 2));
            }
        }
        return section.table(table);
    }

    private static double factorOfTheFleet(DeviceDetector detector, Background.Kind kind) {
        MetricPriors priors = new MetricPriors();
        for (int series = 0; series < FLEET; series++) {
            Background background = new Background(kind, kind.seed() + FIRST + NEWCOMERS + series);
            Watch watch = new Watch(detector, 1, STEP);
            for (int i = 1; i <= TELLINGS * MetricPriors.MATURE; i++) {
                background.advance();
                watch.opens(background.minute(), background.value());
                if (i % MetricPriors.MATURE == 0) {
                    priors.report(kind.shown(), 0, watch.factor());
                }
            }
        }
        return priors.factor(kind.shown(), TODAY);
    }

    private static FirstHour firstHour(DeviceDetector detector, Background.Kind kind, double factor) {
        int alarms = 0;
        int critical = 0;
        for (int series = 0; series < NEWCOMERS; series++) {
            Background background = new Background(kind, kind.seed() + FIRST + series);
            Watch watch = new Watch(detector, factor, STEP);
            for (int i = 0; i < AN_HOUR; i++) {
                background.advance();
                alarms += watch.opens(background.minute(), background.value()) ? 1 : 0;
            }
            critical += watch.critical();
        }
        return new FirstHour(alarms / (double) NEWCOMERS, critical / (double) NEWCOMERS);
    }
}
