package io.anomalyradar.server.doors.scrape;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sample of the text formats: {@code name{label="value"} 1.5 1732233600000 # exemplar}. A name in quotes may stand
 * within the braces, as formats with UTF-8 names have it. Reusable; not thread-safe.
 */
final class SampleLine {
    /** The line is no sample. Has no stack trace: it is an answer, not a fault. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final Map<String, String> labels = new LinkedHashMap<>();
    private String line = "";
    private int at;
    private String name = "";
    private double value;
    private double time;

    /** Reads {@code text}, which is neither empty nor a comment. */
    void read(String text) throws Malformed {
        line = text;
        at = 0;
        labels.clear();
        name = readName();
        skipBlanks();
        if (at < line.length() && line.charAt(at) == '{') {
            at++;
            readLabels();
        }
        require(!name.isEmpty(), "a sample has no name");
        value = number(word());
        skipBlanks();
        boolean timed = at < line.length() && line.charAt(at) != '#';
        time = timed ? number(word()) : Double.NaN;
        require(!timed || Double.isFinite(time), "a time is not a number");
        skipBlanks();
        require(at == line.length() || line.charAt(at) == '#', "text follows the sample");
    }

    private static void require(boolean holds, String message) throws Malformed {
        if (!holds) {
            throw new Malformed(message);
        }
    }

    private String readName() {
        int from = at;
        while (at < line.length() && " \t{}=,\"".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(from, at);
    }

    private void readLabels() throws Malformed {
        while (true) {
            skipBlanks();
            require(at < line.length(), "the labels have no end");
            if (line.charAt(at) == '}') {
                at++;
                return;
            }
            String label = line.charAt(at) == '"' ? quoted() : readName();
            skipBlanks();
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                skipBlanks();
                require(at < line.length() && line.charAt(at) == '"', "a label's value is not in quotes");
                require(
                        !label.isEmpty() && labels.put(label, quoted()) == null,
                        "a label has no name, or stands twice");
            } else {
                require(name.isEmpty() && !label.isEmpty(), "a label has no value");
                name = label;
            }
            skipBlanks();
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
            } else {
                require(at < line.length() && line.charAt(at) == '}', "labels are not separated by commas");
            }
        }
    }

    /** The text from the quote at the current place to the next one that is not escaped. */
    private String quoted() throws Malformed {
        StringBuilder text = new StringBuilder();
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                char escaped = line.charAt(at);
                text.append(escaped == 'n' ? "\n" : escaped == '"' || escaped == '\\' ? escaped : "\\" + escaped);
            } else {
                text.append(c);
            }
        }
        throw new Malformed("a text in quotes has no end");
    }

    private void skipBlanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private String word() {
        skipBlanks();
        int from = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        return line.substring(from, at);
    }

    private static double number(String word) throws Malformed {
        switch (word) {
            case "NaN", "nan", "Nan" -> {
                return Double.NaN;
            }
            case "+Inf", "Inf", "+inf", "inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-Inf", "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                try {
                    require(!word.isEmpty() && word.length() <= 64, "a value is not a number");
                    return Double.parseDouble(word);
                } catch (NumberFormatException malformed) {
                    throw new Malformed("a value is not a number");
                }
            }
        }
    }

    String name() {
        return name;
    }

    /** By name, in the order of the line. */
    Map<String, String> labels() {
        return labels;
    }

    double value() {
        return value;
    }

    /** In the unit of the format; NaN: the line has none. */
    double time() {
        return time;
    }
}
