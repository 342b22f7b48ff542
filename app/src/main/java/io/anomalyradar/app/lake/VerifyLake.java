package io.anomalyradar.app.lake;

import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.history.lake.Verification;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar lake verify}. */
@Command(
        name = "verify",
        description =
                "Reads everything: are all files there and readable, is no record of the log in it twice, and none"
                        + " beyond the positions? Ends with 1 when something is wrong.")
final class VerifyLake implements Callable<Integer> {
    @Mixin
    LakeOptions lake = new LakeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int code = ExitCode.OK;
        for (LakeTable table : lake.tables()) {
            Verification.Verified verified = new Verification(table, lake.megabytes).run();
            out.println(String.format(
                    Locale.ROOT,
                    "%-10s %,d rows in %,d files: %s",
                    table.name(),
                    verified.rows(),
                    verified.files(),
                    verified.problems().isEmpty()
                            ? "as they should be"
                            : verified.problems().size() + " problems"));
            verified.problems().forEach(problem -> out.println("    " + problem));
            code = verified.problems().isEmpty() ? code : ExitCode.FAILURE;
        }
        out.flush();
        return code;
    }
}
