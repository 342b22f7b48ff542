package io.anomalyradar.edge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The entries of edge.yaml by their full names, such as {@code sources.plant.url}. */
final class EdgeFile {
    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();

    private EdgeFile(Path file) {
        this.file = file;
    }

    /** @param origin where it stands, for people */
    record Entry(String text, String origin) {}

    /** @throws EdgeSettingsException when the file cannot be read, or is not keys with values */
    static Map<String, Entry> read(Path file) {
        EdgeFile read = new EdgeFile(file);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            if (root != null) {
                read.add("", root);
            }
        } catch (IOException | YAMLException unreadable) {
            throw new EdgeSettingsException(List.of(
                    "the configuration " + file + " cannot be read: " + String.valueOf(unreadable.getMessage())));
        }
        return read.entries;
    }

    private void add(String name, Node node) {
        String origin = file + " line " + (node.getStartMark().getLine() + 1);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                add(name.isEmpty() ? key : name + "." + key, tuple.getValueNode());
            }
            return;
        }
        Entry entry = new Entry(text(node, origin), origin);
        if (name.isEmpty() || entries.putIfAbsent(name, entry) != null) {
            throw new EdgeSettingsException(
                    List.of(origin + ": " + (name.isEmpty() ? "write 'key: value'" : name + " is set a second time")));
        }
    }

    private static String text(Node node, String origin) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue().strip();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(item -> text(item, origin)).collect(Collectors.joining(","));
        }
        throw new EdgeSettingsException(List.of(origin + ": a list has single values only"));
    }
}
