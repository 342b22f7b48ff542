package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.Selector;
import io.anomalyradar.model.control.SettingsOverride;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar config set}. */
@Command(
        name = "set",
        description =
                "Sets keys of the detector while it runs: for all series, or for those that match the patterns (* and ?)."
                        + " An empty value takes a key back: the override, or for all series the release's default.")
final class SetValues implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "For example detector.predictive.least-score=5.")
    Map<String, String> assignments = new LinkedHashMap<>();

    @Option(names = "--device", paramLabel = "PATTERN", description = "Only devices of such names.")
    String device = "*";

    @Option(names = "--metric", paramLabel = "PATTERN", description = "Only metrics of such names.")
    String metric = "*";

    @Option(
            names = "--group",
            paramLabel = "PATTERN",
            description = "Only devices that the registry has in such groups.")
    String group = "*";

    @Option(
            names = "--attribute",
            paramLabel = "NAME=PATTERN",
            description = "Only devices with such an attribute in the registry; may be repeated.")
    Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; shown in the list of versions.")
    String comment = "";

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Versions versions = new Versions(server);
        ConfigDocument newest = versions.document(null);
        Map<String, Glob> conditions = new TreeMap<>();
        attributes.forEach((name, pattern) -> conditions.put(name, new Glob(pattern)));
        Selector selector = new Selector(new Glob(device), new Glob(metric), new Glob(group), conditions);
        ConfigDocument changed = selector.equals(Selector.ALL) ? withDefaults(newest) : withOverride(newest, selector);
        Versions.printChanges(spec.commandLine().getOut(), versions.apply(changed, newest.version(), dryRun));
    }

    private ConfigDocument withDefaults(ConfigDocument newest) {
        SortedMap<String, Object> release = ConfigDocument.releaseDefaults();
        SortedMap<String, Object> defaults = new TreeMap<>(newest.defaults());
        assignments.forEach((name, text) -> defaults.put(
                name,
                text.isEmpty()
                        ? java.util.Objects.requireNonNull(release.get(key(name).name()))
                        : value(name, text)));
        return changed(newest, defaults, newest.overrides());
    }

    private ConfigDocument withOverride(ConfigDocument newest, Selector selector) {
        List<SettingsOverride> overrides = new ArrayList<>(newest.overrides());
        int place = overrides.size();
        Map<String, Object> settings = new TreeMap<>();
        for (int i = 0; i < overrides.size(); i++) {
            if (overrides.get(i).selector().equals(selector)) {
                place = i;
                settings.putAll(overrides.remove(i).settings());
                break;
            }
        }
        assignments.forEach((name, text) -> {
            if (text.isEmpty()) {
                settings.remove(key(name).name());
            } else {
                settings.put(name, value(name, text));
            }
        });
        if (!settings.isEmpty()) {
            overrides.add(place, new SettingsOverride(selector, settings));
        }
        return changed(newest, newest.defaults(), overrides);
    }

    private ConfigDocument changed(
            ConfigDocument newest, SortedMap<String, Object> defaults, List<SettingsOverride> overrides) {
        return new ConfigDocument(
                newest.version(),
                0,
                Versions.author(),
                comment,
                defaults,
                overrides,
                newest.alerting(),
                newest.deployed());
    }

    private static ConfigKey<?> key(String name) {
        ConfigKey<?> key = KeyCatalog.DETECTOR.find(name);
        if (key == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    name + " cannot be set at run time; " + KeyCatalog.DETECTOR.nearest(name)
                            + " is the nearest that can");
        }
        return key;
    }

    private static Object value(String name, String text) {
        ConfigKey<?> key = key(name);
        try {
            return key.parse(text);
        } catch (IllegalArgumentException notAccepted) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    name + ": '" + text + "' is not accepted; set " + key.type().accepts(),
                    notAccepted);
        }
    }
}
