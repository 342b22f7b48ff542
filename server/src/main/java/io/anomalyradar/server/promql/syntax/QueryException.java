package io.anomalyradar.server.promql.syntax;

/** A query that has no answer, as Prometheus' API names the reason. */
public final class QueryException extends RuntimeException {

    /** The kinds of failure, by the names that clients know. */
    public enum Reason {
        BAD_DATA("bad_data", 400),
        /** The query is valid, and the data it meets do not suit it, or are too much. */
        EXECUTION("execution", 422),
        CANCELED("canceled", 503),
        TIMEOUT("timeout", 503),
        UNAVAILABLE("unavailable", 503);

        private final String text;
        private final int status;

        Reason(String text, int status) {
            this.text = text;
            this.status = status;
        }

        public String text() {
            return text;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;

    public QueryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public static QueryException badData(String message) {
        return new QueryException(Reason.BAD_DATA, message);
    }

    public static QueryException execution(String message) {
        return new QueryException(Reason.EXECUTION, message);
    }

    public Reason reason() {
        return reason;
    }
}
