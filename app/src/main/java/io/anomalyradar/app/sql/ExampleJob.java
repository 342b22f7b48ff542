package io.anomalyradar.app.sql;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar sql example}. */
@Command(name = "example", description = "Prints a shipped script; without a name, lists them.")
final class ExampleJob implements Runnable {
    /** The shipped scripts. */
    static final List<String> NAMES =
            List.of("sessions", "funnel", "hourly-users", "leaderboard", "cohorts", "device-names", "derived-metric");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which.")
    @Nullable
    String name;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            NAMES.forEach(known -> out.println(
                    known + "  " + text(known).lines().findFirst().orElse("").substring(3)));
        } else if (NAMES.contains(name)) {
            out.print(text(name));
        } else {
            throw new CommandFailure(ExitCode.USAGE, "there is no example " + name + ": " + String.join(", ", NAMES));
        }
        out.flush();
    }

    static String text(String name) {
        try (InputStream file = ExampleJob.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("there is no example " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
