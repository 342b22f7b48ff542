package io.anomalyradar.history;

/** A question in SQL that is not answered. The message says why, and what to change. */
public final class SqlRefusal extends RuntimeException {
    private final int line;
    private final int column;

    /** Refuses the question as a whole. */
    public SqlRefusal(String message) {
        this(message, 0, 0);
    }

    /**
     * Refuses a part of the question.
     *
     * @param line from 1; 0: unknown
     * @param column from 1; 0: unknown
     */
    public SqlRefusal(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /**
     * Refuses what stands at {@code offset} of {@code text}.
     *
     * @param offset outside of the text: unknown
     */
    public static SqlRefusal at(String text, long offset, String message) {
        if (offset < 0 || offset > text.length()) {
            return new SqlRefusal(message);
        }
        String before = text.substring(0, (int) offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new SqlRefusal(message, line, before.length() - before.lastIndexOf('\n'));
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
