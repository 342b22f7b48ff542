package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What the files of a folder declare together: {@code .yaml}, {@code .yml} and {@code .json}, in the order of their names.
 * An entry may be declared once.
 */
final class Declared {
    private static final int MAX_DEPTH = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode sections = JSON.createObjectNode();
    private final Map<String, Path> origins = new HashMap<>();

    private Declared() {}

    /** The declarations of {@code path}, a file or a folder; throws {@link CommandFailure} with the file and reason. */
    static Declared in(Path path) {
        List<Path> files;
        try (Stream<Path> found = Files.walk(path)) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).matches("(?i)[^.].*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw refused(path, "cannot be read: " + unreadable.getMessage());
        }
        if (files.isEmpty()) {
            throw refused(path, "there is no .yaml, .yml or .json file");
        }
        Declared declared = new Declared();
        files.forEach(declared::read);
        return declared;
    }

    /** What a section declares; empty: no file has it. */
    Optional<JsonNode> section(DeclaredKind section) {
        return Optional.ofNullable(sections.get(section.field));
    }

    private void read(Path file) {
        JsonNode content = parsed(file);
        if (!content.isObject()) {
            throw refused(file, "must have sections such as 'rules:'");
        }
        for (Map.Entry<String, JsonNode> field : content.properties()) {
            DeclaredKind section = DeclaredKind.of(field.getKey())
                    .orElseThrow(() -> refused(
                            file,
                            "has an unknown section '" + field.getKey() + "'; known are: "
                                    + Arrays.stream(DeclaredKind.values())
                                            .map(each -> each.field)
                                            .collect(Collectors.joining(", "))));
            add(file, section, field.getValue());
        }
    }

    /** The content of a file in YAML or JSON; throws {@link CommandFailure} with the file and reason. */
    static JsonNode parsed(Path file) {
        try {
            Object loaded = yaml().load(Files.readString(file));
            requireShallow(loaded, 0);
            return loaded == null ? JSON.createObjectNode() : JSON.valueToTree(loaded);
        } catch (CharacterCodingException binary) {
            throw refused(file, "is not text in UTF-8");
        } catch (IOException unreadable) {
            throw refused(file, "cannot be read: " + unreadable.getMessage());
        } catch (YAMLException | IllegalArgumentException malformed) {
            throw refused(file, "is neither YAML nor JSON: " + malformed.getMessage());
        }
    }

    private void add(Path file, DeclaredKind section, JsonNode value) {
        switch (section.shape) {
            case VALUES -> {
                require(file, section, value.isObject(), "must have keys with values");
                for (Map.Entry<String, JsonNode> each : value.properties()) {
                    once(file, section, each.getKey());
                    ((ObjectNode) known(section, JSON.createObjectNode())).set(each.getKey(), each.getValue());
                }
            }
            case ENTRIES, ORDERED_ENTRIES, LIST -> {
                require(file, section, value.isArray(), "must be a list");
                ArrayNode all = (ArrayNode) known(section, JSON.createArrayNode());
                for (JsonNode entry : value) {
                    require(file, section, entry.isObject(), "must be a list of objects");
                    if (section.hasIds()) {
                        String id = entry.path(section.id).asText("");
                        require(file, section, !id.isEmpty(), "must have '" + section.id + "' in each entry");
                        once(file, section, id);
                    }
                    all.add(entry);
                }
            }
            case WHOLE -> {
                once(file, section, "");
                sections.set(section.field, value);
            }
        }
    }

    private JsonNode known(DeclaredKind section, JsonNode empty) {
        JsonNode known = sections.get(section.field);
        if (known == null) {
            sections.set(section.field, empty);
            return empty;
        }
        return known;
    }

    private void once(Path file, DeclaredKind section, String id) {
        Path other = origins.putIfAbsent(section.field + "\n" + id, file);
        require(file, section, other == null, (id.isEmpty() ? "is" : "has '" + id + "'") + " in " + other + " too");
    }

    private static void require(Path file, DeclaredKind section, boolean holds, String otherwise) {
        if (!holds) {
            throw refused(file, section.field + " " + otherwise);
        }
    }

    private static CommandFailure refused(Path file, String reason) {
        return new CommandFailure(ExitCode.USAGE, file + ": " + reason);
    }

    /** An alias can make a list contain itself. */
    private static void requireShallow(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YAMLException("it is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(each -> requireShallow(each, depth + 1));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(each -> requireShallow(each, depth + 1));
        }
    }

    /** YAML as JSON has it: {@code on} and {@code 22:30} are texts, no types of Java are created. */
    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(50);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new JsonTypes());
    }

    private static final class JsonTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?"), "-0123456789");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), "~n\0");
        }
    }
}
