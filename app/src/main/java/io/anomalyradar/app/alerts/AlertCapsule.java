package io.anomalyradar.app.alerts;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar alerts capsule}. */
@Command(
        name = "capsule",
        description = "Downloads what an alert was decided from; radar capsule replay decides it again.")
final class AlertCapsule implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ALERT", description = "Its id.")
    String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write; by default it is printed.")
    @Nullable
    Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] capsule = new Inbox(server).capsule(id);
        Path to = file;
        if (to == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(new String(capsule, StandardCharsets.UTF_8));
            out.flush();
            return;
        }
        try {
            Files.write(to, capsule);
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.FAILURE, to + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
