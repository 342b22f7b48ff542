package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;

/** Parses the text of one cell. */
final class Cells {
    private Cells() {}

    /**
     * The finite number in {@code text}, or NaN if there is none. A decimal comma is accepted if the comma is not the
     * delimiter; hexadecimal numbers and the words NaN and Infinity are not numbers.
     */
    static double number(String text, char delimiter) {
        String digits = text.strip();
        if (digits.isEmpty() || !endsAsNumber(digits.charAt(digits.length() - 1)) || digits.indexOf('x') >= 0) {
            return Double.NaN;
        }
        if (delimiter != ',' && digits.indexOf('.') < 0) {
            digits = digits.replaceFirst(",", ".");
        }
        try {
            double number = Double.parseDouble(digits);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    private static boolean endsAsNumber(char last) {
        return (last >= '0' && last <= '9') || last == '.';
    }

    static boolean isNumber(String text, char delimiter) {
        return !Double.isNaN(number(text, delimiter));
    }

    /** Epoch milliseconds of an ISO-8601 date-time or date, or {@link Frame#NO_TIMESTAMP}. */
    static long isoMillis(String text) {
        String iso = text.strip();
        if (iso.length() < 10 || iso.charAt(4) != '-') { // cheap: most cells are numbers
            return Frame.NO_TIMESTAMP;
        }
        return IsoTime.parse(iso.length() == 10 ? iso + "T00:00" : iso);
    }

    static boolean isTime(String text) {
        return isoMillis(text) != Frame.NO_TIMESTAMP;
    }
}
