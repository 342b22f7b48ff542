package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.model.control.Silence;
import io.anomalyradar.model.control.SilenceJson;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Begins the silences that the files say and that are not there. They have no name: one that covers the same, for the
 * same time and with the same comment is the same. {@code startsAt} and {@code endsAt} may be times as text.
 */
final class SilenceChanges {
    private final Server server;
    private final String by;
    private final List<String> lines = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();

    private SilenceChanges(Server server, String by) {
        this.server = server;
        this.by = by;
    }

    /**
     * What {@code declared} changes.
     *
     * @param by who answers for silences that do not say so, and ends others
     * @param prune whether silences that are not declared are ended
     */
    static SilenceChanges of(Server server, JsonNode declared, String by, boolean prune, long nowMillis) {
        SilenceChanges changes = new SilenceChanges(server, by);
        Set<String> known = new HashSet<>();
        List<ObjectNode> running = server.silences();
        running.forEach(silence -> known.add(content(silence)));
        Set<String> wanted = new HashSet<>();
        for (JsonNode each : declared) {
            ObjectNode silence = withTimes((ObjectNode) each);
            String content = content(silence);
            wanted.add(content);
            if (silence.path("endsAtMillis").asLong() <= nowMillis) {
                changes.lines.add("silences  " + shown(silence) + ": is over, nothing is done");
            } else if (!known.contains(content)) {
                changes.begin(silence);
            }
        }
        for (ObjectNode silence : running) {
            if (prune && !wanted.contains(content(silence))) {
                changes.lines.add("silences  " + shown(silence) + ": ended");
                changes.changes.add(() -> server.endSilence(silence.path("id").asText(), by));
            }
        }
        return changes;
    }

    private void begin(ObjectNode silence) {
        if (silence.path("by").asText("").isEmpty()) {
            silence.put("by", by);
        }
        server.addSilence(silence, true); // refused before anything is changed
        lines.add("silences  " + shown(silence) + ": begins");
        changes.add(() -> server.addSilence(silence, false));
    }

    private static ObjectNode withTimes(ObjectNode declared) {
        ObjectNode silence = declared.deepCopy();
        for (String field : List.of("startsAt", "endsAt")) {
            JsonNode text = silence.remove(field);
            if (text != null) {
                silence.put(field + "Millis", millis(field, text.asText()));
            }
        }
        return silence;
    }

    private static long millis(String field, String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException malformed) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "silences: " + field + " is '" + text + "'; write a time such as 2027-01-05T22:00:00Z");
        }
    }

    /** What it covers and until when; a start that is past is no difference. */
    private static String content(ObjectNode silence) {
        Silence read = read(silence);
        return read.selector() + "\n" + read.rules() + "\n" + read.labels() + "\n" + read.endsAtMillis() + "\n"
                + read.weekly() + "\n" + read.comment();
    }

    private static Silence read(ObjectNode silence) {
        ObjectNode plain = silence.deepCopy();
        plain.retain(
                List.of("selector", "rules", "labels", "startsAtMillis", "endsAtMillis", "weekly", "by", "comment"));
        try {
            return SilenceJson.read(Server.JSON.writeValueAsBytes(plain));
        } catch (SettingsException refused) {
            throw new CommandFailure(ExitCode.USAGE, "silences: " + refused.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String shown(ObjectNode silence) {
        return silence.path("selector") + " until "
                + Instant.ofEpochMilli(silence.path("endsAtMillis").asLong());
    }

    List<String> lines() {
        return lines;
    }

    void apply() {
        changes.forEach(Runnable::run);
    }
}
