package io.anomalyradar.app.config;

import io.anomalyradar.model.settings.ConfigKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** radar.example.yaml, rendered from the declarations: each key with its meaning, accepted values and default. */
public final class ExampleFile {
    private static final String HEAD =
            """
            # Anomaly Radar: every setting, with its default. Rendered from the declarations in the code by 'make example'.
            # Copy what you change to radar.yaml. A setting may also come from the environment (named in brackets) or from
            # the command line (--set key=value); the command line wins over the environment, the environment over the file.
            """;
    private static final int WIDTH = 118;

    private ExampleFile() {}

    public static String render() {
        StringBuilder out = new StringBuilder(HEAD);
        List<String> room = List.of();
        for (ConfigKey<?> key : bySection()) {
            List<String> path = List.of(key.name().split("\\.", -1));
            List<String> parents = path.subList(0, path.size() - 1);
            out.append('\n');
            int shared = shared(room, parents);
            for (int depth = shared; depth < parents.size(); depth++) {
                out.append("  ".repeat(depth))
                        .append(isUnset(parents.subList(0, depth + 1)) ? "# " : "")
                        .append(parents.get(depth))
                        .append(":\n");
            }
            room = parents;
            describe(out, key, parents.size(), path.get(path.size() - 1));
        }
        return out.toString();
    }

    /** All keys, those of a section together: YAML takes a section once. */
    private static List<ConfigKey<?>> bySection() {
        Map<String, List<ConfigKey<?>>> sections = new LinkedHashMap<>();
        ConfigKeys.BY_NAME.forEach((name, key) -> sections.computeIfAbsent(
                        name.substring(0, name.indexOf('.')), section -> new ArrayList<>())
                .add(key));
        return sections.values().stream().flatMap(List::stream).toList();
    }

    /** Whether no key of this section has a default: an empty section would be a setting without a value. */
    private static boolean isUnset(List<String> section) {
        String prefix = String.join(".", section) + ".";
        return ConfigKeys.BY_NAME.entrySet().stream()
                .filter(key -> key.getKey().startsWith(prefix))
                .allMatch(key -> key.getValue().defaultText().isEmpty());
    }

    private static void describe(StringBuilder out, ConfigKey<?> key, int depth, String leaf) {
        String indent = "  ".repeat(depth);
        String secret = key.visibility() == ConfigKey.Visibility.SECRET ? " Never shown." : "";
        String text = key.doc() + secret + " Set " + key.type().accepts() + ". [" + key.environmentName() + "]";
        wrap(out, indent + "# ", text);
        String unset = key.defaultText().isEmpty() ? "# " : "";
        out.append((indent + unset + leaf + ": " + quoted(key.defaultText())).stripTrailing())
                .append('\n');
    }

    /** In YAML an unquoted asterisk is the beginning of an alias. */
    private static String quoted(String text) {
        return text.startsWith("*") ? "\"" + text + "\"" : text;
    }

    private static void wrap(StringBuilder out, String prefix, String text) {
        StringBuilder line = new StringBuilder(prefix);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(prefix);
            }
            line.append(word).append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static int shared(List<String> room, List<String> parents) {
        int shared = 0;
        while (shared < Math.min(room.size(), parents.size())
                && room.get(shared).equals(parents.get(shared))) {
            shared++;
        }
        return shared;
    }
}
