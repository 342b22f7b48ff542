package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar import-rules}. */
@Command(
        name = "import-rules",
        description = {
            "Reads Prometheus' rule files, Alertmanager's configuration and its silences (amtool silence query -o json), and"
                    + " writes a file for 'radar apply'. Says what it could not carry over, and changes nothing on a server.",
            "Example: radar import-rules rules/*.yml -o radar.d/prometheus.json"
        })
public final class ImportRulesCommand implements Runnable {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files, a configuration, or silences.")
    List<Path> files = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Is replaced if it is there.")
    @SuppressWarnings("NullAway.Init") // required
    Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrometheusRules rules = new PrometheusRules();
        AlertmanagerConfig alertmanager = new AlertmanagerConfig();
        int found = 0;
        for (Path file : files) {
            JsonNode content = Declared.parsed(file);
            String origin = String.valueOf(file.getFileName());
            if (AlertmanagerConfig.isConfiguration(content)) {
                alertmanager.addRoutes(origin, content);
                continue;
            }
            if (AlertmanagerConfig.areSilences(content)) {
                alertmanager.addSilences(origin, content, System.currentTimeMillis());
                continue;
            }
            JsonNode groups = content.path("groups");
            if (!groups.isArray()) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        file + ": has neither 'groups' of rules nor a 'route', and is no list of silences");
            }
            for (JsonNode group : groups) {
                for (JsonNode rule : group.path("rules")) {
                    found++;
                    rules.add(file.getFileName() + ", " + group.path("name").asText("group"), rule);
                }
            }
        }
        ObjectNode carried = rules.file();
        alertmanager.addTo(carried);
        try {
            Files.writeString(
                    output, Server.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(carried) + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + output, unwritable);
        }
        PrintWriter out = spec.commandLine().getOut();
        rules.problems().forEach(out::println);
        alertmanager.problems().forEach(out::println);
        out.println(rules.carried() + " of " + found + " rules, " + alertmanager.summary() + " carried over to "
                + output + ": look at it, then 'radar apply -f " + output + " --dry-run'");
        out.flush();
    }
}
