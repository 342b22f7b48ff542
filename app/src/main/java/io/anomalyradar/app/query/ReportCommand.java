package io.anomalyradar.app.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar report}. */
@Command(
        name = "report",
        description = {
            "Writes a review of the last days as one HTML file: anomalies by group, device and day, pages asked and sent,"
                    + " trends, and the quality of the data (gaps, stuck and late readings).",
            "Example: radar report -o week.html"
        })
public final class ReportCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(names = "--days", description = "How many days it covers; default: ${DEFAULT-VALUE}.")
    int days = 7;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The HTML file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        if (days < 1 || days > 3650) {
            throw new CommandFailure(ExitCode.USAGE, "--days must be 1 to 3650, was " + days);
        }
        ServerApi api = new ServerApi(server.connection());
        Instant to = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = to.minus(days, ChronoUnit.DAYS);
        ReportPage page = new ReportPage(
                "Anomaly Radar: " + days + (days == 1 ? " day" : " days") + " in review",
                "From " + from + " to " + to + ", in UTC. What the sender of this report may see.");
        page.section(
                "Pages",
                "Notifications that woke people in the last seven days, and the most that each channel's budget allows"
                        + " (docs/notifications.md).",
                pages(read(api.get("/api/v1/channels"))));
        for (ReportSection section : ReportSection.ALL) {
            String path = "/api/v1/query?limit=1000&from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli();
            byte[] answer = api.post(path, "application/sql", section.sql().getBytes(StandardCharsets.UTF_8));
            page.section(section.title(), section.meaning(), read(answer));
        }
        write(page.text());
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + output);
        out.flush();
    }

    /** The channels as a table: every number and text that the server says of each. */
    private static JsonNode pages(JsonNode channels) {
        ObjectNode table = JSON.createObjectNode();
        ArrayNode columns = table.putArray("columns");
        ArrayNode rows = table.putArray("rows");
        for (JsonNode channel : channels.path("items")) {
            ArrayNode row = rows.addArray();
            boolean first = columns.isEmpty();
            channel.properties().forEach(field -> {
                if (field.getValue().isValueNode()) {
                    row.add(field.getValue());
                    if (first) {
                        columns.addObject().put("name", field.getKey());
                    }
                }
            });
        }
        return table;
    }

    private static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "the server's answer cannot be read: is it Anomaly Radar?", unreadable);
        }
    }

    private void write(String html) {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            Files.writeString(part, html);
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new CommandFailure(ExitCode.FAILURE, output + " cannot be written: " + failure.getMessage(), failure);
        }
    }
}
