package io.anomalyradar.app.lake;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.history.lake.Expiry;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.settings.Durations;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar lake expire}. */
@Command(
        name = "expire",
        description = "Removes versions that no reader uses any more, files that killed writers left, and, with"
                + " --older-than, days. Servers do it every lake.upkeep-interval.")
final class ExpireLake implements Runnable {
    @Mixin
    LakeOptions lake = new LakeOptions();

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            description = "Rows of days that are older, such as 730d, leave the lake; default: none.")
    @Nullable
    String olderThan;

    @Option(
            names = "--versions",
            paramLabel = "DURATION",
            description = "How long a version is kept for its readers, 2h at least; default: ${DEFAULT-VALUE}.")
    String versions = "1d";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Duration retention = olderThan == null ? null : duration(olderThan);
        Duration kept = duration(versions);
        if (kept.compareTo(Expiry.LEAST_AGE) < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--versions must be 2h or more: younger files may be in use");
        }
        if (retention != null && retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--older-than must be 1d or more: whole days leave the lake");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (LakeTable table : lake.tables()) {
            Expiry.Expired gone = new Expiry(table).run(Clock.systemUTC().instant(), retention, kept);
            out.println(String.format(
                    Locale.ROOT,
                    "%-10s %,d rows, %,d versions and %,d leftover files are gone",
                    table.name(),
                    gone.rows(),
                    gone.versions(),
                    gone.orphans()));
        }
        out.flush();
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailure(ExitCode.USAGE, "'" + text + "' is not a duration such as 4h or 90d", malformed);
        }
    }
}
