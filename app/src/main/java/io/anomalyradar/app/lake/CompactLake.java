package io.anomalyradar.app.lake;

import io.anomalyradar.history.lake.Compaction;
import io.anomalyradar.history.lake.LakeTable;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar lake compact}. */
@Command(
        name = "compact",
        description =
                "Merges the small files of a day and sorts them by device, so that questions read less. Servers do"
                        + " it every lake.upkeep-interval.")
final class CompactLake implements Runnable {
    @Mixin
    LakeOptions lake = new LakeOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (LakeTable table : lake.tables()) {
            Compaction.Compacted done = new Compaction(table, lake.megabytes).run();
            out.println(String.format(
                    Locale.ROOT,
                    "%-10s %,d files became %,d, %,.1f MB became %,.1f",
                    table.name(),
                    done.filesBefore(),
                    done.filesAfter(),
                    done.bytesBefore() / 1e6,
                    done.bytesAfter() / 1e6));
        }
        out.flush();
    }
}
