package io.anomalyradar.server.promql.syntax;

/** Says where in a query something is wrong, as Prometheus does: line and column, both from 1. */
final class ErrorPlace {
    private ErrorPlace() {}

    static QueryException failure(String query, int position, String message) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position && i < query.length(); i++) {
            if (query.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = query.codePointCount(lineStart, Math.min(position, query.length())) + 1;
        return QueryException.badData(line + ":" + column + ": parse error: " + message);
    }
}
