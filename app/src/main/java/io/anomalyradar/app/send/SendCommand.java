package io.anomalyradar.app.send;

import io.anomalyradar.app.command.Connection;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar send}. */
@Command(
        name = "send",
        description = {
            "Sends readings to the running server over HTTP and prints what it says of them.",
            "Tries again while the server is busy; a reading that arrived twice counts once. Ends with 1 when any was refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar send pump-7 temperature=71.2 pressure=3.1",
            "  radar send pump-7 flow=4 --ts 2024-11-22T00:00:00Z --attribute site=north",
            "  radar send --file readings.ndjson",
            "  some-program | radar send --file - --server http://radar.example:8080"
        })
public final class SendCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DEVICE", description = "Who measured it.")
    @Nullable
    String device;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "METRIC=VALUE", description = "What was measured.")
    Map<String, Double> metrics = new LinkedHashMap<>();

    @Option(
            names = "--ts",
            paramLabel = "TIME",
            description = "When: ISO-8601 or epoch milliseconds; default: when it arrives.")
    @Nullable
    String time;

    @Option(names = "--attribute", paramLabel = "NAME=TEXT", description = "site, type, group or tenant.")
    Map<String, String> attributes = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "FILE|-",
            description = "Readings in JSON: one a line, or an array; - is standard input.")
    @Nullable
    String file;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if ((file == null) == (device == null)) {
            throw usage("give either DEVICE METRIC=VALUE … or --file");
        }
        Frame single = file == null ? frame() : null;
        Connection target = server.connection();
        PrintWriter out = spec.commandLine().getOut();
        Transmission transmission = new Transmission(new TelemetryClient(target), rejection -> {
            if (!json.isOn()) {
                out.println(rejection.shown());
            }
        });
        if (single != null) {
            transmission.send(FrameText.line(single), 1);
            transmission.flush();
        } else {
            sendFile(transmission);
        }
        if (json.isOn()) {
            JsonOption.print(out, transmission::write);
        } else {
            out.println(transmission.shown());
            out.flush();
        }
        return transmission.isClean() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void sendFile(Transmission transmission) throws IOException {
        try (InputStream in = "-".equals(file) ? System.in : Files.newInputStream(Path.of(String.valueOf(file)));
                TelemetryText text = TelemetryText.of(in)) {
            for (byte[] frame = text.next(); frame != null; frame = text.next()) {
                transmission.send(frame, text.line());
                if (!text.isReady()) {
                    transmission.flush();
                }
            }
        } finally {
            transmission.flush();
        }
    }

    private Frame frame() {
        if (metrics.isEmpty()) {
            throw usage("give at least one METRIC=VALUE, for example temperature=71.2");
        }
        metrics.forEach((metric, value) -> {
            if (!Double.isFinite(value)) {
                throw usage(metric + "=" + value + " is not a finite number");
            }
        });
        Set<String> unknown = new TreeSet<>(attributes.keySet());
        unknown.removeAll(List.of("site", "type", "group", "tenant"));
        if (!unknown.isEmpty()) {
            throw usage("there is no attribute " + unknown + ": site, type, group and tenant are known");
        }
        return new Frame(
                String.valueOf(device),
                timestampMillis(),
                metrics.keySet().toArray(String[]::new),
                metrics.values().stream().mapToDouble(Double::doubleValue).toArray(),
                new Attributes(
                        attributes.getOrDefault("site", ""),
                        attributes.getOrDefault("type", ""),
                        attributes.getOrDefault("group", ""),
                        attributes.getOrDefault("tenant", "")),
                Map.of(),
                null);
    }

    private long timestampMillis() {
        if (time == null) {
            return Frame.NO_TIMESTAMP;
        }
        try {
            return Long.parseLong(time);
        } catch (NumberFormatException notMillis) {
            long millis = IsoTime.parse(time);
            if (millis == Frame.NO_TIMESTAMP) {
                throw usage("--ts must be ISO-8601 or epoch milliseconds, was '" + time + "'");
            }
            return millis;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
