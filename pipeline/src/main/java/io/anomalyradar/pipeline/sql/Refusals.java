package io.anomalyradar.pipeline.sql;

import java.util.List;
import java.util.regex.Pattern;

/** What Flink says about a statement, for its author. */
final class Refusals {
    private static final int MOST = 2_000;
    private static final Pattern CLASS_NAME = Pattern.compile("^(?:[a-z]+\\.)+[A-Za-z$]+(?:Exception|Error): ");
    private static final List<String> INTRODUCTIONS = List.of("SQL validation failed.", "SQL parse failed.");

    private Refusals() {}

    /** The refusal of the statement with the number {@code number}, from 1. */
    static ScriptRefusal of(int number, Throwable failure) {
        if (failure instanceof ScriptRefusal refusal) {
            return new ScriptRefusal("statement " + number + ": " + refusal.getMessage(), refusal);
        }
        return new ScriptRefusal("statement " + number + ": " + text(failure), failure);
    }

    /** The innermost message; Flink's outer ones repeat it or say only what was being done. */
    static String text(Throwable failure) {
        String text = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                text = CLASS_NAME.matcher(message).replaceFirst("");
            }
        }
        for (String introduction : INTRODUCTIONS) {
            if (text.startsWith(introduction)) {
                text = text.substring(introduction.length()).strip();
            }
        }
        if (text.isEmpty()) {
            text = failure.getClass().getSimpleName();
        }
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
