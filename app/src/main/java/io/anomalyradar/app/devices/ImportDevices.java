package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar devices import}. */
@Command(
        name = "import",
        description = "Sets the entries of a file of JSON lines, as 'radar devices export' writes them.")
final class ImportDevices implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Override
    public void run() {
        Registry registry = new Registry(server);
        int count = 0;
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    registry.set(entry(line, number), -1);
                    count++;
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
        spec.commandLine().getOut().println(count + " devices set");
        spec.commandLine().getOut().flush();
    }

    private DeviceEntry entry(String line, int number) {
        try {
            return Registry.parsed(line.getBytes(StandardCharsets.UTF_8), null);
        } catch (CommandFailure refused) {
            throw new CommandFailure(
                    refused.exitCode(), file + ", line " + number + ": " + refused.getMessage(), refused);
        }
    }
}
