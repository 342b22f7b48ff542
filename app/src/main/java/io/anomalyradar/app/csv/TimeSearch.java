package io.anomalyradar.app.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the column of times, and their form. A text that looks like a time and is not understood is an error. */
final class TimeSearch {
    private static final long YEAR_MILLIS = 366L * 86_400_000;

    private final CsvFile file;
    private final char delimiter;
    private final CsvFrame frame;
    private final CsvOptions options;

    TimeSearch(CsvFile file, char delimiter, CsvFrame frame, CsvOptions options) {
        this.file = file;
        this.delimiter = delimiter;
        this.frame = frame;
        this.options = options;
    }

    /**
     * The column of times among those that are not {@code used}; null if there is none.
     *
     * @throws IOException when a column looks like one and its times are not understood
     */
    @Nullable
    TimeColumn find(Set<Integer> used) throws IOException {
        TimeColumn found = named(used);
        if (found == null) {
            found = byContent(used);
        }
        if (found == null) {
            refuseLookAlikes(used);
            found = frame.width() > 1 && !used.contains(0) ? countingFirstColumn() : null;
        }
        return found == null ? null : withClock(found, used);
    }

    /** The column at {@code index}, which the user or its name says to be the time. */
    TimeColumn at(int index, Set<Integer> used) throws IOException {
        return withClock(column(index), used);
    }

    private @Nullable TimeColumn named(Set<Integer> used) throws IOException {
        int notUnderstood = CsvLayout.NONE;
        for (String name : frame.header() ? RoleNames.TIME : List.<String>of()) {
            for (int i = 0; i < frame.width(); i++) {
                if (used.contains(i) || !RoleNames.plain(frame.columns().get(i)).equals(name)) {
                    continue;
                }
                List<String> cells = frame.column(i);
                boolean mayBe = !name.equals("data") && !name.equals("day") && !name.equals("row");
                boolean numbered = name.equals("data") && !mostly(cells, Cells::isTime); // not the Italian date
                if (!numbered && (cells.isEmpty() || isTime(cells, i))) {
                    return column(i);
                }
                notUnderstood = notUnderstood == CsvLayout.NONE && mayBe ? i : notUnderstood;
            }
        }
        boolean other = notUnderstood != CsvLayout.NONE && byContent(used) != null;
        return notUnderstood == CsvLayout.NONE || other ? null : column(notUnderstood);
    }

    private boolean isTime(List<String> cells, int index) {
        return mostly(cells, Cells::isTime) || numberForm(cells, index) != null;
    }

    private static boolean mostly(List<String> cells, java.util.function.Predicate<String> is) {
        long count = cells.stream().filter(is).count();
        return count > 0 && count * 2 >= cells.size();
    }

    private @Nullable TimeColumn byContent(Set<Integer> used) throws IOException {
        for (int i = 0; i < frame.width(); i++) {
            List<String> cells = frame.column(i);
            if (!used.contains(i) && !cells.isEmpty() && cells.stream().allMatch(Cells::isTime)) {
                return new TimeColumn(i, form(i, cells));
            }
        }
        return null;
    }

    private void refuseLookAlikes(Set<Integer> used) throws IOException {
        for (int i = 0; i < frame.width(); i++) {
            List<String> cells = frame.column(i);
            if (!used.contains(i) && options.timeFormat() == null && mostly(cells, Cells::looksLikeTime)) {
                throw notUnderstood(i, cells.get(0));
            }
        }
    }

    private TimeColumn column(int index) throws IOException {
        return new TimeColumn(index, form(index, frame.column(index)));
    }

    private TimeForm form(int index, List<String> cells) throws IOException {
        if (options.timeFormat() != null) {
            return Objects.requireNonNullElse(TimeForm.named(options.timeFormat()), TimeForm.ISO);
        }
        if (cells.isEmpty()) {
            return TimeForm.ISO;
        }
        if (cells.stream().allMatch(cell -> cell.strip().matches("\\d{8}") && DateText.parse(cell) != null)) {
            return TimeForm.ISO; // 20250329
        }
        TimeForm number = numberForm(cells, index);
        if (number != null && !mostly(cells, Cells::isTime)) {
            refuseFuture(number, cells.get(0), index);
            return number;
        }
        if (!mostly(cells, Cells::isTime)) {
            throw notUnderstood(index, cells.get(0));
        }
        return textForm(index, cells);
    }

    private @Nullable TimeForm numberForm(List<String> cells, int index) {
        NumberStyle style = style(cells);
        TimeForm form = TimeForm.ofNumbers(cells, style);
        if (form != TimeForm.ROW_NUMBER) {
            return form;
        }
        double first = style.parse(cells.get(0));
        boolean fraction = cells.stream().mapToDouble(style::parse).anyMatch(number -> number != Math.rint(number));
        boolean saysDate = frame.header() && RoleNames.saysDate(frame.columns().get(index));
        boolean days = fraction ? saysDate || index == 0 : saysDaily(index);
        if (first >= 20_000 && first < 80_000 && days) {
            return TimeForm.EXCEL_DAYS;
        }
        if (first >= 710_000 && first < 770_000 && fraction) {
            return TimeForm.MATLAB_DAYS;
        }
        return first >= 2_430_000 && first < 2_500_000 && fraction ? TimeForm.JULIAN_DAYS : form;
    }

    private boolean saysDaily(int index) {
        String name = RoleNames.plain(frame.columns().get(index));
        return frame.header() && (name.contains("date") || name.contains("datum") || name.contains("fecha"));
    }

    /** How the numbers of a column of times are written. */
    NumberStyle style(List<String> cells) {
        NumberStyle proven = options.numbers() == null ? NumberStyle.provenBy(cells) : options.numbers();
        return proven == null ? NumberStyle.POINT : proven;
    }

    private void refuseFuture(TimeForm form, String cell, int index) throws IOException {
        if (form == TimeForm.ROW_NUMBER) {
            return;
        }
        long millis = form.millis(cell, NumberStyle.POINT, 1_000);
        if (millis > System.currentTimeMillis() + YEAR_MILLIS) {
            throw new IOException(file.path() + ": column '" + frame.columns().get(index) + "' holds '" + cell
                    + "', which would be the year "
                    + Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).getYear() + " as " + form
                    + ": say what it counts with --time-format, such as seconds-since-1904 or epoch-seconds");
        }
    }

    private TimeForm textForm(int index, List<String> cells) throws IOException {
        DateEvidence evidence = new DateEvidence(options.zone());
        cells.forEach(evidence::add);
        TimeForm form = evidence.form();
        if (form == null && evidence.isPossible()) {
            form = ofWholeFile(index);
        }
        if (form == null) {
            throw new IOException(file.path() + ": column '" + frame.columns().get(index) + "' holds '" + cells.get(0)
                    + "', which may begin with the day or with the month: say --time-format day-first or month-first");
        }
        return form;
    }

    private @Nullable TimeForm ofWholeFile(int index) throws IOException {
        DateEvidence evidence = new DateEvidence(options.zone());
        try (CsvReader<CsvRecord> reader =
                CsvHead.reader(delimiter).ofCsvRecord(CsvHead.text(Files.newInputStream(file.path()), options))) {
            for (CsvRecord row : reader) {
                if (row.getFieldCount() > index) {
                    evidence.add(row.getField(index));
                }
            }
        }
        TimeForm form = evidence.form();
        return form == null ? evidence.formOfCourse() : form;
    }

    private IOException notUnderstood(int index, String cell) {
        boolean clock = DateText.nanoOfDay(cell) >= 0;
        return new IOException(
                file.path() + ": column '" + frame.columns().get(index) + "' holds '" + cell + "', which is "
                        + (clock ? "a time of day without a date" : "no time that is understood")
                        + ": say --time-format with a pattern such as 'dd.MM.yyyy HH:mm', or name another column with"
                        + " --column-map time=… (time=DATE+CLOCK for two)");
    }

    /** A date without a time of day, and a time of day in a column of its own, belong together. */
    private TimeColumn withClock(TimeColumn date, Set<Integer> used) {
        List<String> cells = frame.column(date.index());
        boolean withoutTime = date.form().isText()
                && options.timeFormat() == null
                && !cells.isEmpty()
                && cells.stream().map(DateText::parse).allMatch(text -> text != null && !text.hasTime());
        for (int i = 0; withoutTime && i < frame.width(); i++) {
            List<String> clocks = frame.column(i);
            if (i != date.index()
                    && !used.contains(i)
                    && !clocks.isEmpty()
                    && clocks.stream().allMatch(cell -> DateText.nanoOfDay(cell) >= 0)) {
                return new TimeColumn(date.index(), i, date.form());
            }
        }
        return date;
    }

    /** The first column as time, if its numbers never decrease and are epoch times, or row numbers without a gap. */
    private @Nullable TimeColumn countingFirstColumn() throws IOException {
        List<String> cells = frame.column(0);
        TimeForm form = cells.size() < 2 ? null : numberForm(cells, 0);
        if (form == null) {
            return null;
        }
        List<Double> numbers = new ArrayList<>();
        cells.forEach(cell -> numbers.add(style(cells).parse(cell)));
        for (int i = 1; i < numbers.size(); i++) {
            double step = numbers.get(i) - numbers.get(i - 1);
            if (!(step >= 0) || (form == TimeForm.ROW_NUMBER && step != 1)) {
                return null;
            }
        }
        refuseFuture(form, cells.get(0), 0);
        return new TimeColumn(0, form);
    }
}
