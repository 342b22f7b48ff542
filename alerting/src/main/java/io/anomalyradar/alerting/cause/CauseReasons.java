package io.anomalyradar.alerting.cause;

import io.anomalyradar.alerting.cause.Observed.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What speaks for a candidate, in words. */
final class CauseReasons {
    private static final MathContext DIGITS = new MathContext(3);

    private CauseReasons() {}

    /** The reasons, the strongest first. */
    static List<String> of(Observed device, Observed symptom, double score, List<String> path, Situation situation) {
        List<String> reasons = new ArrayList<>();
        Reading reading = device.reading();
        if (device.kind() == Kind.SILENT) {
            reasons.add("sends nothing, although it nearly always does");
        } else {
            reasons.add(reading.metric() + " is " + shown(reading.value()) + ", usually " + shown(reading.median())
                    + ", " + beyond(reading));
        }
        reasons.add(String.format(
                Locale.ROOT,
                situation.isSilence()
                        ? "accounts for %.0f %% of the silence of %s"
                        : "accounts for %.0f %% of the change on %s",
                100 * score,
                situation.device()));
        int lead = symptom.reading().onset() - reading.onset();
        if (reading.onset() >= 0 && symptom.reading().onset() >= 0 && lead != 0) {
            Duration time = situation.slot().multipliedBy(Math.abs(lead));
            reasons.add("began " + time(time) + (lead > 0 ? " earlier" : " later"));
        }
        if (path.size() > 2) {
            reasons.add("through " + String.join(", ", path.subList(1, path.size() - 1)));
        }
        return reasons;
    }

    private static String beyond(Reading reading) {
        return reading.limit() == 0 || reading.surprise() >= 20
                ? "far beyond what it ever does"
                : String.format(Locale.ROOT, "%.1f times the largest usual deviation", reading.surprise());
    }

    /** In minutes, or in seconds if it is less than one. */
    static String time(Duration time) {
        long minutes = time.toMinutes();
        return minutes == 0 ? time.toSeconds() + " s" : minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    private static String shown(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
