package io.anomalyradar.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What all commands have in common. */
class CommandLineTest {
    /** Commands of {@code config} that read files only. */
    private static final Set<String> OF_FILES = Set.of("config print", "config example");

    @Test
    void everyCommand_answersHelp() {
        List<String[]> commands = new ArrayList<>();
        collect(Radar.commandLine(), List.of(), commands);

        assertThat(commands).hasSizeGreaterThan(25).allSatisfy(command -> {
            StringWriter out = new StringWriter();
            int code = Radar.commandLine().setOut(new PrintWriter(out)).execute(command);
            assertThat(code).as(String.join(" ", command)).isZero();
            assertThat(out.toString()).contains("Usage: radar", "--help");
        });
    }

    @Test
    void everyCommandThatCallsAServer_takesItsAddress() {
        CommandLine radar = Radar.commandLine();
        TreeMap<String, CommandLine> clients = new TreeMap<>();
        for (String group : List.of("alerts", "config", "devices", "incidents", "rules")) {
            CommandLine commands = Objects.requireNonNull(radar.getSubcommands().get(group));
            commands.getSubcommands().forEach((name, command) -> clients.put(group + " " + name, command));
        }
        clients.keySet().removeAll(OF_FILES);
        clients.put("send", radar.getSubcommands().get("send"));
        clients.put("simulate", radar.getSubcommands().get("simulate"));

        assertThat(clients).hasSizeGreaterThan(20).allSatisfy((name, command) -> assertThat(
                        command.getCommandSpec().findOption("--server"))
                .as(name)
                .isNotNull());
    }

    @Test
    void serverThatDoesNotAnswer_isNamed() {
        StringWriter err = new StringWriter();

        int code = Radar.commandLine()
                .setErr(new PrintWriter(err))
                .execute("devices", "list", "--server", "http://127.0.0.1:1/");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("nobody answers at http://127.0.0.1:1/");
    }

    @Test
    void everyCommand_isInTheDocumentation() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "commands.md")).stream()
                .filter(line -> line.startsWith("| `radar "))
                .toList();

        Radar.commandLine().getSubcommands().forEach((name, command) -> {
            String described = rows.stream()
                    .filter(row -> row.contains("`radar " + name + "`") || row.startsWith("| `radar " + name + " "))
                    .collect(Collectors.joining());
            assertThat(described).as(name).isNotEmpty();
            command.getSubcommands().values().forEach(child -> assertThat(described)
                    .containsPattern("[` ]" + Pattern.quote(child.getCommandName()) + "`"));
        });
    }

    private static void collect(CommandLine command, List<String> path, List<String[]> commands) {
        List<String> help = new ArrayList<>(path);
        help.add("--help");
        commands.add(help.toArray(String[]::new));
        command.getSubcommands().forEach((name, child) -> {
            List<String> next = new ArrayList<>(path);
            next.add(name);
            collect(child, next, commands);
        });
    }
}
