package io.anomalyradar.app.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The settings in a YAML file, each with its line. A key with dots in it means the same as the nested form; a list of
 * values is joined by commas. A duplicate key, in either form, is an error.
 */
final class YamlFile {
    private static final Set<String> YES = Set.of("yes", "on", "true");

    /** A value as text, and its line. */
    record Entry(String text, int line) {}

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private YamlFile(Path file) {
        this.file = file;
    }

    /**
     * The entries of {@code file} by their full names.
     *
     * @throws ConfigException when the file is absent, no YAML, or anything but keys with values
     */
    static Map<String, Entry> read(Path file) {
        YamlFile yaml = new YamlFile(file);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            if (root != null) {
                yaml.top(root);
            }
        } catch (NoSuchFileException absent) {
            throw new ConfigException(
                    List.of("configuration file " + file + " is not there; name another or leave it out"));
        } catch (IOException | YAMLException unreadable) {
            throw new ConfigException(
                    List.of("configuration file " + file + " cannot be read: " + unreadable.getMessage()));
        }
        if (!yaml.problems.isEmpty()) {
            throw new ConfigException(yaml.problems);
        }
        return yaml.entries;
    }

    private void top(Node root) {
        if (root instanceof MappingNode mapping) {
            keys("", mapping);
        } else if (!isNull(root)) {
            problem(root, "holds no keys; write settings as 'server.port: 8080', without a hyphen before them");
        }
    }

    private void keys(String prefix, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                value(prefix + key.getValue(), key, tuple.getValueNode());
            } else {
                problem(tuple.getKeyNode(), "a key must be a name");
            }
        }
    }

    private void value(String name, Node key, Node value) {
        if (value instanceof MappingNode nested) {
            keys(name + ".", nested);
        } else if (value instanceof SequenceNode list) {
            put(name, key, items(name, list));
        } else if (value instanceof ScalarNode scalar) {
            put(name, key, text(scalar));
        } else {
            problem(value, name + " has a value that is neither text nor a list");
        }
    }

    private String items(String name, SequenceNode list) {
        List<String> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(text(scalar));
            } else {
                problem(item, name + " must be a list of single values");
            }
        }
        return String.join(",", items);
    }

    private void put(String name, Node key, String text) {
        Entry before = entries.putIfAbsent(name, new Entry(text, line(key)));
        if (before != null) {
            problem(key, name + " is set a second time, first in line " + before.line() + "; leave one out");
        }
    }

    private static String text(ScalarNode scalar) {
        if (isNull(scalar)) {
            return "";
        }
        return scalar.getTag().equals(Tag.BOOL)
                ? Boolean.toString(YES.contains(scalar.getValue().toLowerCase(Locale.ROOT)))
                : scalar.getValue();
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private void problem(Node node, String what) {
        problems.add("configuration file " + file + ", line " + line(node) + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
