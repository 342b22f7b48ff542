package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;

/** Parses the text of one cell. */
final class Cells {
    private Cells() {}

    /** Epoch milliseconds of an ISO-8601 date-time or date, or {@link Frame#NO_TIMESTAMP}. */
    static long isoMillis(String text) {
        String iso = text.strip();
        if (iso.length() < 10 || iso.charAt(4) != '-') { // cheap: most cells are numbers
            return Frame.NO_TIMESTAMP;
        }
        return IsoTime.parse(iso.length() == 10 ? iso + "T00:00" : iso);
    }

    /** Whether {@code text} is a date, with or without a time of day; 8 digits alone are a number. */
    static boolean isTime(String text) {
        return isoMillis(text) != Frame.NO_TIMESTAMP || (!isDigits(text) && DateText.parse(text) != null);
    }

    /** Whether {@code text} is a date or a time of day. */
    static boolean isTimeOrClock(String text) {
        return isTime(text) || DateText.nanoOfDay(text) >= 0;
    }

    /** Whether {@code text} states an offset from UTC. */
    static boolean hasOffset(String text) {
        String time = text.strip();
        int from = Math.min(time.length(), 11);
        return time.indexOf('+', from) >= 0 || time.indexOf('-', from) >= 0 || time.endsWith("Z");
    }

    /**
     * Whether {@code text} has the look of a date: several groups of digits with separators of dates or times between
     * them, or a month's name between digits.
     */
    static boolean looksLikeTime(String text) {
        String cell = text.strip();
        int groups = 0;
        int separators = 0;
        for (int i = 0; i < cell.length(); i++) {
            boolean digit = Character.isDigit(cell.charAt(i));
            groups += digit && (i == 0 || !Character.isDigit(cell.charAt(i - 1))) ? 1 : 0;
            separators += "/-:".indexOf(cell.charAt(i)) >= 0 && i > 0 ? 1 : 0;
        }
        return cell.length() <= 48 && groups >= 3 && separators >= 2;
    }

    /** Whether {@code text} may be a number, and is no date of 14 digits either. */
    private static boolean isDigits(String text) {
        return text.strip().matches("\\d{1,13}|\\d{15,20}|\\d{1,20}[.,]\\d{1,20}");
    }
}
