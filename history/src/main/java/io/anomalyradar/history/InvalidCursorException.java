package io.anomalyradar.history;

/** A cursor that no page of this list gave. The remedy is to start again without one. */
public final class InvalidCursorException extends IllegalArgumentException {
    public InvalidCursorException(String cursor) {
        super("cursor '" + (cursor.length() <= 80 ? cursor : cursor.substring(0, 80) + "…")
                + "' was not given by this list: start again without a cursor");
    }
}
