package io.anomalyradar.app.capsule;

import io.anomalyradar.alerting.capsule.CapsuleReplay;
import io.anomalyradar.alerting.capsule.Finding;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar capsule replay}. */
@Command(
        name = "replay",
        description =
                "Decides again what a capsule records, without a server: scores, anomaly and alert. Fails if a bit differs.")
final class ReplayCapsule implements Runnable {
    /** Ten thousand samples take about 2 MB. */
    private static final long MOST_BYTES = 64L << 20;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Capsules.")
    List<Path> files = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        int different = 0;
        for (Path file : files) {
            Capsule capsule = read(file);
            out.println(file + ": " + capsule.alert().title() + ", of release " + capsule.release());
            for (Finding finding : CapsuleReplay.of(capsule)) {
                String outcome =
                        finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                out.println(String.format(Locale.ROOT, "  %-8s %-13s %s", finding.part(), outcome, finding.text()));
                different += finding.outcome() == Finding.Outcome.DIFFERS ? 1 : 0;
            }
        }
        out.flush();
        if (different > 0) {
            throw new CommandFailure(ExitCode.FAILURE, different + " of the replayed parts differ");
        }
    }

    private static Capsule read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new CommandFailure(ExitCode.USAGE, file + " is larger than any capsule");
            }
            return CapsuleJson.decode(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
