package io.anomalyradar.app.csv;

import io.anomalyradar.app.csv.CsvLayout.TimeColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of each column are written: as its own cells prove it, else as other columns do. A number that would
 * be another one in the other style, and nothing to decide by, is an error: 1,234 may be a thousand or one and a bit.
 */
final class NumberStyles {
    private final CsvFile file;
    private final char delimiter;
    private final CsvFrame frame;
    private final CsvOptions options;

    NumberStyles(CsvFile file, char delimiter, CsvFrame frame, CsvOptions options) {
        this.file = file;
        this.delimiter = delimiter;
        this.frame = frame;
        this.options = options;
    }

    /**
     * The style of column {@code index}.
     *
     * @param others the style that all columns of values together prove; null: none
     * @throws IOException that names a number which may be two, and the option that decides
     */
    NumberStyle of(int index, @Nullable NumberStyle others, @Nullable TimeColumn time) throws IOException {
        if (options.numbers() != null) {
            return options.numbers();
        }
        List<String> cells = frame.column(index);
        NumberStyle own = NumberStyle.provenBy(cells);
        if (own != null) {
            return own;
        }
        String doubtful = NumberStyle.ambiguous(cells);
        if (doubtful == null) {
            return others == NumberStyle.COMMA ? NumberStyle.COMMA : NumberStyle.POINT;
        }
        if (others != null) {
            return others;
        }
        boolean german = delimiter == ';' && time != null && time.form() == TimeForm.DAY_FIRST;
        if (doubtful.indexOf(',') < 0 && !german) {
            return NumberStyle.POINT; // 1.234, as programs write it
        }
        throw new IOException(file.path() + ": column '" + frame.columns().get(index) + "' holds '" + doubtful.strip()
                + "' (line " + lineOf(index, doubtful) + "), which may be " + NumberStyle.POINT.parse(doubtful) + " or "
                + NumberStyle.COMMA.parse(doubtful) + ": say --decimal comma or --decimal point");
    }

    private long lineOf(int index, String cell) {
        for (int i = 0; i < frame.rows().size(); i++) {
            List<String> row = frame.rows().get(i);
            if (row.size() > index && row.get(index).equals(cell)) {
                return frame.rowsAbove() + i + 1L;
            }
        }
        return 1;
    }

    /** The style that the columns at {@code values} prove together; null: any would do. */
    @Nullable
    NumberStyle ofAll(List<Integer> values) {
        List<String> cells = new ArrayList<>();
        values.forEach(index -> cells.addAll(frame.column(index)));
        return NumberStyle.provenBy(cells);
    }

    NumberStyle ofTime(TimeColumn time) {
        NumberStyle proven =
                options.numbers() == null ? NumberStyle.provenBy(frame.column(time.index())) : options.numbers();
        return proven == null ? NumberStyle.POINT : proven;
    }
}
