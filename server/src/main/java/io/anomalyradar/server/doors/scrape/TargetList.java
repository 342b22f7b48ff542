package io.anomalyradar.server.doors.scrape;

import io.anomalyradar.model.config.ScrapeConfig;
import io.anomalyradar.model.control.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The targets of the configuration and of its files, which are in the form of Prometheus' file discovery. A file that
 * cannot be read keeps the targets that it had. At most {@value #MAX_TARGETS} targets. Not thread-safe.
 */
final class TargetList {
    static final int MAX_TARGETS = 10_000;
    private static final int MAX_FILE_BYTES = 8 << 20;

    private final ScrapeConfig config;
    private final Consumer<String> faults;
    private final Map<Path, List<Target>> lastRead = new HashMap<>();

    /** @param faults is given what is wrong with a target or a file, as often as it is read */
    TargetList(ScrapeConfig config, Consumer<String> faults) {
        this.config = config;
        this.faults = faults;
    }

    /** The targets as they are now, by name. */
    Map<String, Target> read() {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (String address : config.targets()) {
            add(targets, address, Map.of(), "doors.scrape.targets");
        }
        List<Path> files = config.files().stream().flatMap(this::matching).toList();
        lastRead.keySet().retainAll(files);
        for (Path file : files) {
            try {
                lastRead.put(file, parsed(file));
            } catch (IOException | YAMLException | ClassCastException unreadable) {
                faults.accept(file + " cannot be read and keeps its former targets: it is no list of"
                        + " {targets: [...], labels: {...}} (" + firstLine(unreadable) + ")");
            }
            lastRead.getOrDefault(file, List.of()).forEach(target -> put(targets, target));
        }
        return targets;
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private void add(Map<String, Target> targets, String address, Map<String, String> labels, String from) {
        try {
            put(targets, Target.of(address, labels));
        } catch (IllegalArgumentException wrong) {
            faults.accept(from + ": " + wrong.getMessage());
        }
    }

    private void put(Map<String, Target> targets, Target target) {
        if (targets.size() < MAX_TARGETS) {
            targets.put(target.name(), target);
        } else {
            faults.accept("there are more than " + MAX_TARGETS + " targets: the others are not scraped");
        }
    }

    private Stream<Path> matching(Path pattern) {
        String last = String.valueOf(pattern.getFileName());
        Path parent = pattern.getParent();
        if (!last.contains("*")) {
            return Stream.of(pattern);
        }
        Glob glob = new Glob(last);
        try (Stream<Path> found = Files.list(parent == null ? Path.of(".") : parent)) {
            return found.filter(file -> glob.matches(String.valueOf(file.getFileName()))).sorted().toList().stream();
        } catch (IOException | java.io.UncheckedIOException absent) {
            faults.accept("the folder of " + pattern + " cannot be read: " + absent.getMessage());
            return lastRead.keySet().stream().filter(file -> java.util.Objects.equals(file.getParent(), parent));
        }
    }

    private List<Target> parsed(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("it has more than " + MAX_FILE_BYTES + " bytes");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_FILE_BYTES);
        options.setAllowDuplicateKeys(false);
        Object content = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
        List<Target> targets = new ArrayList<>();
        for (Object entry : content == null ? List.of() : (List<?>) content) {
            Map<?, ?> group = (Map<?, ?>) entry;
            Map<String, String> labels = new TreeMap<>();
            Map<?, ?> given = (Map<?, ?>) group.get("labels");
            if (given != null) {
                given.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
            }
            List<?> addresses = (List<?>) group.get("targets");
            for (Object address : addresses == null ? List.of() : addresses) {
                Map<String, Target> one = new HashMap<>();
                add(one, String.valueOf(address), labels, file.toString());
                targets.addAll(one.values());
            }
        }
        return targets;
    }
}
