package io.anomalyradar.server.doors.statsd;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.doors.labels.SenderLabels;
import org.jspecify.annotations.Nullable;

/**
 * One line of StatsD's protocol: {@code name:value|type|@rate|#tags}. Reads DogStatsD's packed values, tags and times,
 * and tags behind the name as InfluxData's ({@code name,tag=value}) and Graphite's ({@code name;tag=value}) dialects
 * have them. Reusable; not thread-safe.
 */
final class StatsdLine {
    static final int MAX_LENGTH = 8_192;

    /** What the values are. */
    enum Kind {
        COUNTER,
        GAUGE,
        TIMER,
        SET
    }

    private final SenderLabels tags = new SenderLabels();
    private String name = "";
    private String values = "";
    private Kind kind = Kind.GAUGE;
    private double rate;
    private long timestampMillis;

    /** Reads {@code line}. Returns why it cannot be read; null if it can. */
    @Nullable
    String read(String line) {
        tags.clear();
        rate = 1;
        timestampMillis = Frame.NO_TIMESTAMP;
        int bar = line.indexOf('|');
        int colon = line.indexOf(':');
        if (bar < 0 || colon <= 0 || colon > bar) {
            return "it is not 'name:value|type'";
        }
        name = readName(line.substring(0, colon));
        values = line.substring(colon + 1, bar);
        String[] sections = line.substring(bar + 1).split("\\|", -1);
        String fault = readKind(sections[0]);
        for (int i = 1; fault == null && i < sections.length; i++) {
            fault = readSection(sections[i]);
        }
        return fault == null ? tags.fault() : fault;
    }

    private String readName(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ';') {
            end++;
        }
        if (end < text.length()) {
            for (String tag : text.substring(end + 1).split("[,;]", -1)) {
                addTag(tag, tag.indexOf('='));
            }
        }
        return text.substring(0, end);
    }

    private @Nullable String readKind(String type) {
        switch (type.strip()) {
            case "c" -> kind = Kind.COUNTER;
            case "g" -> kind = Kind.GAUGE;
            case "ms", "h", "d" -> kind = Kind.TIMER;
            case "s" -> kind = Kind.SET;
            default -> {
                return "the type is none of c, g, ms, h, d and s";
            }
        }
        return null;
    }

    private @Nullable String readSection(String section) {
        if (section.startsWith("@")) {
            rate = PlainNumber.of(section.substring(1));
            return rate > 0 && rate <= 1 ? null : "the sample rate is not above 0 and at most 1";
        }
        if (section.startsWith("#")) {
            for (String tag : section.substring(1).split(",", -1)) {
                addTag(tag, tag.indexOf(':'));
            }
        } else if (section.startsWith("T")) {
            double seconds = PlainNumber.of(section.substring(1));
            if (!(seconds >= 0 && seconds < 1e12)) {
                return "the time is not in seconds";
            }
            timestampMillis = (long) (seconds * 1_000);
        }
        return null; // others, such as the container's id, are no part of the series
    }

    private void addTag(String tag, int separator) {
        if (tag.isBlank()) {
            return;
        }
        if (separator == 0) {
            tags.add("", tag);
        } else if (separator < 0) {
            tags.add(tag, "true");
        } else {
            tags.add(tag.substring(0, separator), tag.substring(separator + 1));
        }
    }

    String name() {
        return name;
    }

    /** The values as they stand, separated by colons; of a set, one member. */
    String values() {
        return values;
    }

    Kind kind() {
        return kind;
    }

    /** The share of the events that was sent, in (0, 1]. */
    double rate() {
        return rate;
    }

    /** The time that the sender gives; {@link Frame#NO_TIMESTAMP}: it gives none. */
    long timestampMillis() {
        return timestampMillis;
    }

    SenderLabels tags() {
        return tags;
    }
}
