package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvOptions.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a file's table is: the rows above it (comments, titles, names of columns, units) and the names of its columns.
 *
 * @param header whether a row names the columns
 * @param rowsAbove rows before the first row of data
 * @param width cells of a row of data
 * @param columns names, one for each cell of a row; numbered where there is none
 * @param named which of them have a name in the file
 * @param annotated whether the table has InfluxDB's annotation rows, and may be followed by others
 * @param headerRow the row that names the columns, as it is in the file; empty: none
 * @param rows the first rows of data
 * @param notes what was found, for people
 */
record CsvFrame(
        boolean header,
        int rowsAbove,
        int width,
        List<String> columns,
        List<Boolean> named,
        boolean annotated,
        List<String> headerRow,
        List<List<String>> rows,
        List<String> notes) {
    private static final Set<String> ANNOTATIONS = Set.of("#datatype", "#group", "#default");
    private static final int MOST_HEADER_ROWS = 4;

    /** Finds the table in {@code head}. */
    static CsvFrame of(CsvHead head, Header wanted) {
        return new Search(head, wanted).found();
    }

    /** Whether {@code row} is the header once more, as in files that were joined. */
    boolean isHeaderAgain(List<String> row) {
        return header && row.equals(headerRow);
    }

    /** Whether {@code firstCell} begins a row of annotations. */
    static boolean isAnnotation(String firstCell) {
        return ANNOTATIONS.contains(firstCell.strip().toLowerCase(Locale.ROOT));
    }

    /** The cells of column {@code index} that have a value, in file order. */
    List<String> column(int index) {
        return rows.stream()
                .filter(row -> row.size() > index && !Words.isMissing(row.get(index)))
                .map(row -> row.get(index))
                .toList();
    }

    /** One search, from the first row on. */
    private static final class Search {
        private final List<List<String>> all;
        private final Header wanted;
        private final List<String> notes = new ArrayList<>();
        private int at;
        private List<String> comment = List.of();
        private boolean annotated;

        Search(CsvHead head, Header wanted) {
            this.all = head.rows();
            this.wanted = wanted;
            at = head.statesDelimiter() ? 1 : 0;
        }

        CsvFrame found() {
            while (at < all.size() - 1 && all.get(at).get(0).startsWith("#")) {
                annotated |= isAnnotation(all.get(at).get(0));
                comment = all.get(at++);
            }
            int width = CsvHead.usualWidth(all.subList(at, all.size()));
            skipTitles(width);
            List<List<String>> header = headerRows(width);
            int end = at;
            while (end < all.size() && !(annotated && isAnnotation(all.get(end).get(0)))) {
                end++;
            }
            List<List<String>> rows = all.subList(at, end).stream()
                    .filter(row -> header.isEmpty() || !row.equals(header.get(0)))
                    .toList();
            return table(header, width, rows);
        }

        /** Rows above the table that have another number of cells. */
        private void skipTitles(int width) {
            int from = at;
            while (at < all.size() - 1 && width > 1 && !isBeginning(all.get(at), all.get(at + 1), width)) {
                at++;
            }
            if (at > from) {
                notes.add((at - from) + (at - from == 1 ? " line" : " lines") + " above the table left out");
            }
        }

        private static boolean isBeginning(List<String> row, List<String> next, int width) {
            boolean shortened = row.size() == width - 1 && next.size() == width && isData(next);
            return row.size() == width
                    || shortened
                    || (row.size() == width + 1 && row.get(width).isBlank());
        }

        private List<List<String>> headerRows(int width) {
            List<List<String>> header = new ArrayList<>();
            boolean first = wanted == Header.PRESENT || (wanted == Header.DETECT && namesColumns(all.get(at)));
            if (first) {
                header.add(all.get(at++));
                while (at < all.size() - 1
                        && header.size() < MOST_HEADER_ROWS
                        && wanted == Header.DETECT
                        && all.get(at).size() >= width - 1
                        && !isData(all.get(at))
                        && all.subList(at, all.size()).stream().anyMatch(Search::isData)) {
                    header.add(all.get(at++));
                }
            } else if (wanted == Header.DETECT && comment.size() == width && !annotated) {
                List<String> names = new ArrayList<>(comment);
                names.set(0, names.get(0).replaceFirst("^#+\\s*", ""));
                header.add(names);
            }
            return header;
        }

        /** Whether none of its cells is a number or time, or words stand above columns of numbers. */
        private boolean namesColumns(List<String> row) {
            if (!isData(row)) {
                return true;
            }
            List<List<String>> below = all.subList(at + 1, Math.min(all.size(), at + 30));
            for (int i = 0; i < row.size(); i++) {
                int index = i;
                String cell = row.get(i);
                List<String> cells = below.stream()
                        .filter(other -> other.size() > index && !Words.isMissing(other.get(index)))
                        .map(other -> other.get(index))
                        .toList();
                boolean word =
                        !Words.isMissing(cell) && !isValue(cell) && cell.chars().anyMatch(Character::isLetter);
                if (word && cells.size() > 1 && cells.stream().allMatch(Search::isValue)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isData(List<String> row) {
            return row.stream().anyMatch(Search::isValue);
        }

        private static boolean isValue(String cell) {
            return NumberStyle.isNumberInAny(cell) || Cells.isTimeOrClock(cell) || Cells.looksLikeTime(cell);
        }

        private CsvFrame table(List<List<String>> header, int usual, List<List<String>> rows) {
            int width = usual;
            List<String> given = header.isEmpty() ? List.of() : merged(header);
            if (width > 1
                    && rows.stream()
                            .allMatch(row ->
                                    row.size() < usual || row.get(usual - 1).isBlank())
                    && (given.size() < width || given.get(width - 1).isBlank())) {
                width--; // a separator at the end of each line
            } else if (!header.isEmpty() && given.size() == width - 1) {
                List<String> shifted = new ArrayList<>(List.of("row name"));
                shifted.addAll(given);
                given = shifted;
                notes.add("the first cell of each row is its name");
            }
            List<String> columns = new ArrayList<>();
            List<Boolean> named = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (int i = 0; i < width; i++) {
                String name = i < given.size() ? given.get(i) : "";
                String unique = name.isEmpty() ? "column" + (i + 1) : name;
                for (int again = 2; !taken.add(unique); again++) {
                    unique = name + "_" + again;
                }
                named.add(!name.isEmpty());
                columns.add(unique);
            }
            return new CsvFrame(
                    !header.isEmpty(),
                    at,
                    width,
                    columns,
                    named,
                    annotated,
                    header.isEmpty() ? List.of() : header.get(0),
                    rows,
                    notes);
        }

        /** The names of the columns: of the first row, or of several with groups above the names. */
        private List<String> merged(List<List<String>> header) {
            List<String> first = header.get(0).stream().map(String::strip).toList();
            if (header.size() == 1) {
                return first;
            }
            boolean complete = first.stream().noneMatch(String::isEmpty) && new HashSet<>(first).size() == first.size();
            if (complete) {
                notes.add("units left out: " + String.join(" ", header.get(1)).strip());
                return first;
            }
            List<String> names = new ArrayList<>();
            String group = "";
            List<String> second = header.get(1);
            for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
                String above = i < first.size() ? first.get(i) : "";
                String below = i < second.size() ? second.get(i).strip() : "";
                group = above.isEmpty() ? group : above;
                names.add(
                        below.isEmpty() ? above : group.isEmpty() || group.equals(below) ? below : group + " " + below);
            }
            return names;
        }
    }
}
