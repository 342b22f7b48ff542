package io.anomalyradar.app.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as people and programs write it: a date of three numbers or with the month's name, a time of day with or
 * without seconds and their fractions (behind a point or comma), AM and PM, 24:00, an offset or one of few names of
 * zones.
 *
 * @param numbers year, month and day, in the order in which they are written; a month with a name is {@code month}
 * @param yearAt place of the year among the numbers where it is certain, else −1
 * @param month 1 to 12 if it is written as a name, else 0
 * @param nanoOfDay up to 24:00 included
 * @param offset null: none is written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DateText(int[] numbers, int yearAt, int month, long nanoOfDay, boolean hasTime, @Nullable ZoneOffset offset) {
    private static final int MAX_LENGTH = 48;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String CLOCK = "(?<hour>\\d{1,2})(?:[:h](?<minute>\\d{2})(?:[:m.](?<second>\\d{2})s?"
            + "(?:[.,:](?<fraction>\\d{1,9}))?)?)?(?: ?(?<half>[ap])\\.?m\\.?)?";
    private static final String ZONE =
            "(?: ?(?<zone>z|[a-z]{3,4}|(?:utc|gmt)?[+-]\\d{1,2}(?::?\\d{2})?))?(?:\\[[a-z_/]{1,40}\\])?";
    private static final Pattern TEXT = Pattern.compile(
            "(?:[a-zäöüé]{2,10}\\.?,? )?(?:(?<a>\\d{1,4})(?<separator>[-/. ]|\\. )(?<b>\\d{1,2}|[a-zäöüéû]{3,10})\\.?"
                    + "(?:[-/., ]|, |\\. )(?<c>\\d{2,4})"
                    + "|(?<name>[a-zäöüéû]{3,10})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})"
                    + "|(?<compact>\\d{8}))(?:(?:t|_|:|, | {1,2}|,)" + CLOCK + ZONE + ")?");
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{8})[t_ ]?(\\d{2})(\\d{2})(\\d{2})?(?:[.,]?(\\d{3}))?(z)?");
    private static final Pattern OF_DAY = Pattern.compile(CLOCK);
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("z", 0),
            Map.entry("utc", 0),
            Map.entry("gmt", 0),
            Map.entry("wet", 0),
            Map.entry("cet", 1),
            Map.entry("cest", 2),
            Map.entry("mez", 1),
            Map.entry("mesz", 2),
            Map.entry("eet", 2),
            Map.entry("eest", 3),
            Map.entry("est", -5),
            Map.entry("edt", -4),
            Map.entry("cdt", -5),
            Map.entry("mst", -7),
            Map.entry("mdt", -6),
            Map.entry("pst", -8),
            Map.entry("pdt", -7));
    private static final String[][] MONTHS = {
        {"jan", "ene", "jän"},
        {"feb", "fév", "fev"},
        {"mar", "mär", "mrz", "mae"},
        {"apr", "avr", "abr"},
        {"may", "mai"},
        {"jun", "juin"},
        {"jul", "juil"},
        {"aug", "aoû", "aou", "ago"},
        {"sep"},
        {"oct", "okt"},
        {"nov"},
        {"dec", "dez", "déc", "dic"}
    };

    /** The parts of {@code cell}, or null if it is not such a text. */
    static @Nullable DateText parse(String cell) {
        String text = cell.strip();
        if (text.length() < 6 || text.length() > MAX_LENGTH) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT).replace('\u00a0', ' ').replace('\u202f', ' ');
        Matcher compact = COMPACT.matcher(lower);
        if (compact.matches()) {
            return compact(compact);
        }
        Matcher matcher = TEXT.matcher(lower);
        return matcher.matches() ? parts(matcher) : null;
    }

    private static @Nullable DateText compact(Matcher text) {
        String second = text.group(4);
        String millis = text.group(5);
        long nanos = Integer.parseInt(text.group(2)) * 3_600L + Integer.parseInt(text.group(3)) * 60L;
        nanos = (nanos + (second == null ? 0 : Integer.parseInt(second))) * NANOS_PER_SECOND;
        nanos += millis == null ? 0 : Integer.parseInt(millis) * 1_000_000L;
        return of8(text.group(1), nanos, true, text.group(6) == null ? null : ZoneOffset.UTC);
    }

    private static @Nullable DateText of8(String date, long nanos, boolean hasTime, @Nullable ZoneOffset offset) {
        int year = Integer.parseInt(date.substring(0, 4));
        int[] numbers = {year, Integer.parseInt(date.substring(4, 6)), Integer.parseInt(date.substring(6))};
        boolean plausible = year >= 1900 && year < 2200 && numbers[1] <= 12 && numbers[2] <= 31;
        return plausible ? new DateText(numbers, 0, 0, nanos, hasTime, offset) : null;
    }

    private static @Nullable DateText parts(Matcher text) {
        boolean hasTime = text.group("hour") != null;
        long nanos = hasTime ? nanoOfDay(text) : 0;
        ZoneOffset offset = null;
        String zone = text.group("zone");
        if (zone != null) {
            offset = offset(zone);
            if (offset == null) {
                return null;
            }
        }
        if (nanos < 0) {
            return null;
        }
        if (text.group("compact") != null) {
            return of8(text.group("compact"), nanos, hasTime, offset);
        }
        if (text.group("name") != null) {
            int month = month(text.group("name"));
            int[] numbers = {Integer.parseInt(text.group("year")), Integer.parseInt(text.group("day"))};
            return month == 0 ? null : new DateText(numbers, 0, month, nanos, hasTime, offset);
        }
        return ofThree(text, nanos, hasTime, offset);
    }

    private static @Nullable DateText ofThree(Matcher text, long nanos, boolean hasTime, @Nullable ZoneOffset offset) {
        String a = text.group("a");
        String b = text.group("b");
        String c = text.group("c");
        String separator = text.group("separator");
        if (a.length() == 3 || c.length() == 3) {
            return null;
        }
        int first = Integer.parseInt(a);
        int last = Integer.parseInt(c);
        if (!Character.isDigit(b.charAt(0))) {
            int month = month(b);
            boolean yearFirst = a.length() == 4;
            int year = yearFirst ? first : century(last, c);
            return month == 0 || yearFirst == (c.length() == 4)
                    ? twoDigitYear(a, c, month, nanos, hasTime, offset)
                    : new DateText(new int[] {year, yearFirst ? last : first}, 0, month, nanos, hasTime, offset);
        }
        int[] numbers = {first, Integer.parseInt(b), last};
        if (a.length() == 2 && c.length() == 2 && separator.startsWith("-")) {
            return null; // 25-03-29 may begin with the year or with the day
        }
        if (a.length() == 4) {
            return c.length() > 2 ? null : new DateText(numbers, 0, 0, nanos, hasTime, offset);
        }
        numbers[2] = century(last, c);
        return new DateText(numbers, 2, 0, nanos, hasTime, offset);
    }

    private static @Nullable DateText twoDigitYear(
            String a, String c, int month, long nanos, boolean hasTime, @Nullable ZoneOffset offset) {
        if (month == 0 || a.length() > 2 || c.length() != 2) {
            return null;
        }
        int[] numbers = {century(Integer.parseInt(c), c), Integer.parseInt(a)};
        return new DateText(numbers, 0, month, nanos, hasTime, offset);
    }

    private static int century(int year, String written) {
        return written.length() > 2 ? year : year < 70 ? 2_000 + year : 1_900 + year;
    }

    private static int month(String name) {
        for (int i = 0; i < MONTHS.length; i++) {
            for (String beginning : MONTHS[i]) {
                if (name.startsWith(beginning)) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    private static @Nullable ZoneOffset offset(String zone) {
        Integer known = ZONES.get(zone);
        if (known != null) {
            return ZoneOffset.ofHours(known);
        }
        String digits = zone.replaceFirst("^(?:utc|gmt)", "");
        if (!digits.startsWith("+") && !digits.startsWith("-")) {
            return null;
        }
        String plain = digits.substring(1).replace(":", "");
        int hours = Integer.parseInt(plain.length() <= 2 ? plain : plain.substring(0, plain.length() - 2));
        int minutes = plain.length() <= 2 ? 0 : Integer.parseInt(plain.substring(plain.length() - 2));
        int sign = digits.charAt(0) == '-' ? -1 : 1;
        return hours > 18 || minutes > 59 ? null : ZoneOffset.ofTotalSeconds(sign * (hours * 3_600 + minutes * 60));
    }

    /** Nanoseconds since midnight of a time of day such as {@code 22:00} or {@code 10:00:00,5 PM}; −1 if it is none. */
    static long nanoOfDay(String cell) {
        String text = cell.strip().toLowerCase(Locale.ROOT).replace('\u202f', ' ');
        if (text.length() < 4 || text.length() > 24 || text.indexOf(':') < 0) {
            return -1;
        }
        Matcher matcher = OF_DAY.matcher(text);
        return matcher.matches() ? nanoOfDay(matcher) : -1;
    }

    private static long nanoOfDay(Matcher text) {
        int hour = Integer.parseInt(text.group("hour"));
        int minute = number(text.group("minute"));
        int second = number(text.group("second"));
        String half = text.group("half");
        if (text.group("minute") == null && half == null) {
            return -1;
        }
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return -1;
            }
            hour = hour % 12 + (half.equals("p") ? 12 : 0);
        }
        boolean midnight = hour == 24 && minute == 0 && second == 0;
        if ((hour > 23 && !midnight) || minute > 59 || second > 60) {
            return -1;
        }
        String fraction = text.group("fraction");
        long nanos = fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
        return (hour * 3_600L + minute * 60L + Math.min(second, 59)) * NANOS_PER_SECOND + nanos;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether the numbers may be in {@code order}. */
    boolean fits(DateOrder order) {
        return date(order) != null;
    }

    /** The date, read in {@code order} unless the text leaves no choice; null if there is no such day. */
    @Nullable
    LocalDate date(DateOrder order) {
        try {
            if (month > 0) {
                return LocalDate.of(numbers[0], month, numbers[1]);
            }
            if (yearAt == 0) {
                return LocalDate.of(numbers[0], numbers[1], numbers[2]);
            }
            return switch (order) {
                case DAY_FIRST -> LocalDate.of(numbers[2], numbers[1], numbers[0]);
                case MONTH_FIRST -> LocalDate.of(numbers[2], numbers[0], numbers[1]);
                case YEAR_FIRST -> null;
            };
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** The local time at {@code nanos} of this date; null if there is no such day. */
    @Nullable
    LocalDateTime at(DateOrder order, long nanos) {
        LocalDate date = date(order);
        return date == null ? null : date.atStartOfDay().plusNanos(nanos);
    }

    /** The zone in which the text is written: its own, else {@code usual}. */
    ZoneId zone(ZoneId usual) {
        return offset == null ? usual : offset;
    }
}
