package io.anomalyradar.quality.synthetic;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.quality.candidate.Asked;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.List;

/** Months without a fault: every alarm is false. The number of alarms is compared with the configured number. */
public final class NormalSuite {
    private static final int SERIES = 125;
    private static final int WEEKS = 4;
    private static final long FIRST = 10_000; // different from those with faults

    private final List<Asked> asked;

    /** The suite for these configurations. */
    public NormalSuite(List<Asked> asked) {
        this.asked = List.copyOf(asked);
    }

    /** The results. */
    public Section section() {
        Table table = new Table(
                "background", "asked", "alarms a series-week", "first week", "later", "critical", "series without any");
        Section section = new Section("Months without a fault")
                .text(SERIES + " series of " + WEEKS + " weeks for each background, " + SERIES * WEEKS
                        + " series-weeks, one sample a minute. Alarms: anomalies opened per series and week. *Critical*: those that"
                        + " became critical.");
        for (Asked one : asked) {
            DeviceDetector detector = new DeviceDetector(one.config());
            double all = 0;
            for (Background.Kind kind : Background.Kind.values()) {
                all += row(table, one, detector, kind);
            }
            double mean = all / Background.Kind.values().length;
            table.row("all", one.shown(), number(mean, 2), "", "", "", "");
            one.figures("simulated", mean).forEach(section::figure);
        }
        return section.table(table);
    }

    /** Adds a row; returns the alarms per series-week. */
    private static double row(Table table, Asked asked, DeviceDetector detector, Background.Kind kind) {
        int firstWeek = 0;
        int later = 0;
        int quiet = 0;
        int critical = 0;
        for (int series = 0; series < SERIES; series++) {
            Background background = new Background(kind, kind.seed() + FIRST + series);
            Watch watch = new Watch(detector);
            int alarms = 0;
            for (int i = 0; i < WEEKS * Background.MINUTES_A_WEEK; i++) {
                background.advance();
                if (watch.opens(background.minute(), background.value())) {
                    alarms++;
                    if (i < Background.MINUTES_A_WEEK) {
                        firstWeek++;
                    } else {
                        later++;
                    }
                }
            }
            critical += watch.critical();
            quiet += alarms == 0 ? 1 : 0;
        }
        double perWeek = (firstWeek + later) / (double) (SERIES * WEEKS);
        table.row(
                kind.shown(),
                asked.shown(),
                number(perWeek, 2),
                number(firstWeek / (double) SERIES, 2),
                number(later / (double) (SERIES * (WEEKS - 1)), 2),
                number(critical / (double) (SERIES * WEEKS), 2),
                quiet + " of " + SERIES);
        return perWeek;
    }
}
