package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar apply}. */
@Command(
        name = "apply",
        description = {
            "Makes a server as the files of a folder say: rules, routes, channels, people, schedules, escalations, devices,"
                    + " silences and settings.",
            "What no file declares stays as it is, unless it is pruned. A second time it changes nothing.",
            "Example: radar apply -f radar.d --dry-run"
        })
public final class ApplyCommand implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "DIR",
            description = "A folder with .yaml, .yml and .json files, or one such file.")
    @SuppressWarnings("NullAway.Init") // required
    Path folder;

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "SECTION",
            description =
                    "Remove what a section such as rules or routes has and no file declares. Devices are deleted with"
                            + " their data, and only those that --label names.")
    List<String> prune = List.of();

    @Option(
            names = "--label",
            paramLabel = "ATTRIBUTE=VALUE",
            description = "With --prune devices: only devices whose attribute in the registry has this value.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; shown in the list of versions.")
    String comment = "radar apply";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Declared declared = Declared.in(folder);
        Set<DeclaredKind> pruned = pruned(declared);
        Server target = new Server(new ServerApi(server.connection()));
        List<String> lines = new ArrayList<>();
        List<Runnable> changes = new ArrayList<>();
        configuration(target, declared, pruned, lines, changes);
        declared.section(DeclaredKind.DEVICES).ifPresent(entries -> {
            DeviceChanges devices =
                    DeviceChanges.of(target, entries, pruned.contains(DeclaredKind.DEVICES) ? labels : Map.of());
            lines.addAll(devices.lines());
            changes.add(devices::apply);
        });
        declared.section(DeclaredKind.SILENCES).ifPresent(entries -> {
            SilenceChanges silences = SilenceChanges.of(
                    target,
                    entries,
                    System.getProperty("user.name", ""),
                    pruned.contains(DeclaredKind.SILENCES),
                    System.currentTimeMillis());
            lines.addAll(silences.lines());
            changes.add(silences::apply);
        });
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        if (!dryRun) {
            changes.forEach(Runnable::run); // everything was checked before
        }
        out.println(lines.isEmpty() ? "nothing differs" : dryRun ? "nothing was changed: --dry-run" : "applied");
        out.flush();
    }

    private Set<DeclaredKind> pruned(Declared declared) {
        Set<DeclaredKind> pruned = EnumSet.noneOf(DeclaredKind.class);
        for (String name : prune) {
            DeclaredKind section = DeclaredKind.of(name)
                    .orElseThrow(
                            () -> new CommandFailure(ExitCode.USAGE, "--prune: there is no section '" + name + "'"));
            if (declared.section(section).isEmpty()) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--prune " + name + " would remove all: no file has this section");
            }
            pruned.add(section);
        }
        if (pruned.contains(DeclaredKind.DEVICES) && labels.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--prune devices deletes devices with their data: say which with --label");
        }
        return pruned;
    }

    private void configuration(
            Server target, Declared declared, Set<DeclaredKind> pruned, List<String> lines, List<Runnable> changes) {
        ObjectNode known = target.configuration();
        int base = known.path("version").asInt();
        ObjectNode wanted = Merge.configuration(known, declared, pruned);
        wanted.put("author", System.getProperty("user.name", ""));
        wanted.put("comment", comment);
        JsonNode differing = target.configure(wanted, base, true).path("changes");
        for (JsonNode change : differing) {
            lines.add(change.path("place").asText() + "  " + change.path("key").asText() + ": "
                    + change.path("before").asText("unset") + " → "
                    + change.path("after").asText("unset"));
        }
        if (!differing.isEmpty()) {
            changes.add(() -> target.configure(wanted, base, false));
        }
    }
}
