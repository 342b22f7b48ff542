package io.anomalyradar.pipeline.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Arguments of the form {@code --key value}, as given. */
final class GivenArguments {
    private GivenArguments() {}

    /**
     * The values by key, in the order given.
     *
     * @throws IllegalArgumentException that names an argument of another form, or one given twice
     */
    static Map<String, String> parse(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String flag = arguments[i];
            if (!flag.startsWith("--") || flag.length() == 2) {
                throw new IllegalArgumentException("expected --key value, was '" + flag + "'");
            }
            String key = flag.substring(2);
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + key + " has no value: give --" + key + " value");
            }
            if (given.put(key, arguments[i + 1]) != null) {
                throw new IllegalArgumentException("--" + key + " is given twice: give it once");
            }
        }
        return given;
    }

    /** {@code settings} as arguments. */
    static String[] of(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> {
            arguments.add("--" + key);
            arguments.add(value);
        });
        return arguments.toArray(String[]::new);
    }

    /**
     * Removes the entries of {@code given} whose keys start with {@code prefix}, and returns them by the rest of their
     * keys.
     */
    static Map<String, String> take(Map<String, String> given, String prefix) {
        Map<String, String> taken = new TreeMap<>();
        given.entrySet().removeIf(entry -> {
            boolean matches = entry.getKey().startsWith(prefix);
            if (matches) {
                taken.put(entry.getKey().substring(prefix.length()), entry.getValue());
            }
            return matches;
        });
        return taken;
    }

    /**
     * Checks that every key is one of {@code known}.
     *
     * @throws IllegalArgumentException that names the first unknown key, and the known ones
     */
    static void requireKnown(Map<String, String> given, Set<String> known) {
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "--" + key + " is not an argument of the job: use one of " + String.join(", ", known));
            }
        }
    }
}
