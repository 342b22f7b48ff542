package io.anomalyradar.app.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar export}. */
@Command(
        name = "export",
        description = "Writes what is set on a server into a folder, one file a section, as 'radar apply' reads it.")
public final class ExportCommand implements Runnable {
    private static final List<String> OF_DEVICES =
            List.of("device", "displayName", "group", "parent", "feeds", "attributes", "owner");
    private static final List<String> OF_SILENCES =
            List.of("selector", "rules", "labels", "startsAtMillis", "endsAtMillis", "weekly", "by", "comment");

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Is created if it is not there; files of the same names are replaced.")
    @SuppressWarnings("NullAway.Init") // required
    Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Server source = new Server(new ServerApi(server.connection()));
        ObjectNode configuration = source.configuration();
        try {
            Files.createDirectories(folder);
            for (DeclaredKind section : DeclaredKind.values()) {
                JsonNode value =
                        switch (section) {
                            case DEVICES -> retained(source.devices().values(), OF_DEVICES);
                            case SILENCES -> retained(source.silences(), OF_SILENCES);
                            case DEFAULTS,
                                    OVERRIDES,
                                    RULES,
                                    PATTERNS,
                                    CHANNELS,
                                    ROUTES,
                                    INCIDENTS,
                                    PEOPLE,
                                    SCHEDULES,
                                    TEAMS,
                                    ESCALATIONS -> configuration.path(section.field);
                        };
                write(section, value);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write below " + folder, unwritable);
        }
        spec.commandLine().getOut().println(DeclaredKind.values().length + " files written to " + folder);
        spec.commandLine().getOut().flush();
    }

    private static ArrayNode retained(Iterable<ObjectNode> items, List<String> fields) {
        ArrayNode all = Server.JSON.createArrayNode();
        items.forEach(item -> all.add(item.deepCopy().retain(fields)));
        return all;
    }

    private void write(DeclaredKind section, JsonNode value) throws IOException {
        ObjectWriter pretty = Server.JSON.writerWithDefaultPrettyPrinter();
        ObjectNode content = Server.JSON.createObjectNode();
        content.set(section.field, value);
        Files.writeString(folder.resolve(section.field + ".json"), pretty.writeValueAsString(content) + "\n");
    }
}
