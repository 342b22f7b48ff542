package io.anomalyradar.server.promql.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 1h30m}, units in falling order, each at most once. */
public final class PromDurations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?"
                    + "(?:(\\d{1,12})s)?(?:(\\d{1,15})ms)?");
    private static final long[] MILLIS = {31_536_000_000L, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};
    /** A hundred years: sums of a few do not overflow. */
    private static final long MOST = 100 * MILLIS[0];

    private PromDurations() {}

    /** The milliseconds of {@code text}; −1 when it is no duration, or longer than a hundred years. */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return -1;
        }
        double sum = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String number = matcher.group(i + 1);
            sum += number == null ? 0 : (double) Long.parseLong(number) * MILLIS[i];
        }
        return sum <= MOST ? (long) sum : -1;
    }
}
