package io.anomalyradar.app.csv;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words that stand in cells in place of numbers. Case does not matter. */
final class Words {
    private static final Set<String> MISSING = Set.of(
            "-",
            "--",
            "---",
            "?",
            "*",
            "na",
            "n/a",
            "#n/a",
            "#n/a n/a",
            "n.a.",
            "n.v.",
            "k.a.",
            "null",
            "nil",
            "none",
            "nan",
            "(null)",
            "\\n",
            "missing",
            "void",
            "#div/0!",
            "#value!",
            "#ref!",
            "#name?",
            "#num!",
            "error",
            "err",
            "bad",
            "bad input",
            "bad value",
            "bad data",
            "bad quality",
            "no data",
            "nodata",
            "no value",
            "no sample",
            "no good data",
            "no result",
            "i/o timeout",
            "io timeout",
            "calc failed",
            "pt created",
            "comm fail",
            "comm",
            "timeout",
            "shutdown",
            "offline",
            "not connected",
            "disconnected",
            "configure",
            "failed",
            "over range",
            "overrange",
            "under range",
            "underrange",
            "invalid",
            "unknown",
            "unavailable",
            "undefined",
            "undef",
            "not available",
            "keine daten",
            "fehler",
            "ungültig",
            "sans objet",
            "sin datos",
            "leer",
            "empty");
    private static final List<Map<String, Double>> SWITCHES = List.of(
            Map.of("on", 1.0, "off", 0.0),
            Map.of("true", 1.0, "false", 0.0),
            Map.of("yes", 1.0, "no", 0.0),
            Map.of("t", 1.0, "f", 0.0),
            Map.of("y", 1.0, "n", 0.0),
            Map.of("open", 1.0, "closed", 0.0),
            Map.of("open", 1.0, "close", 0.0),
            Map.of("high", 1.0, "low", 0.0),
            Map.of("running", 1.0, "stopped", 0.0),
            Map.of("run", 1.0, "stop", 0.0),
            Map.of("active", 1.0, "inactive", 0.0),
            Map.of("enabled", 1.0, "disabled", 0.0),
            Map.of("up", 1.0, "down", 0.0),
            Map.of("ein", 1.0, "aus", 0.0),
            Map.of("an", 1.0, "aus", 0.0),
            Map.of("wahr", 1.0, "falsch", 0.0),
            Map.of("ja", 1.0, "nein", 0.0),
            Map.of("oui", 1.0, "non", 0.0),
            Map.of("vrai", 1.0, "faux", 0.0),
            Map.of("si", 1.0, "no", 0.0),
            Map.of("sí", 1.0, "no", 0.0));

    private Words() {}

    /** Whether {@code cell} says that there is no value. */
    static boolean isMissing(String cell) {
        String word = cell.strip();
        return word.isEmpty() || MISSING.contains(word.toLowerCase(Locale.ROOT));
    }

    /** What the words of a switch stand for, if all of {@code cells} that have a value are such words; else null. */
    static @Nullable Map<String, Double> switchOf(List<String> cells) {
        for (Map<String, Double> words : SWITCHES) {
            boolean any = false;
            boolean all = true;
            for (String cell : cells) {
                if (!isMissing(cell)) {
                    any = true;
                    all &= words.containsKey(cell.strip().toLowerCase(Locale.ROOT));
                }
            }
            if (any && all) {
                return words;
            }
        }
        return null;
    }
}
