package io.anomalyradar.app.patterns;

import io.anomalyradar.alerting.pattern.ShippedPatterns;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.settings.Versions;
import io.anomalyradar.model.control.EventPattern;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar patterns list}. */
@Command(name = "list", description = "Lists the patterns in force, or those that this release ships.")
final class ListPatterns implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(names = "--shipped", description = "Those that can be set by name: radar patterns set --shipped ID.")
    boolean shipped;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<EventPattern> patterns = shipped
                ? ShippedPatterns.all()
                : new Versions(server).document(null).alerting().patterns();
        if (patterns.isEmpty()) {
            out.println("no patterns; 'radar patterns list --shipped' has some to begin with");
        }
        for (EventPattern pattern : patterns) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-24s  %-8s  %-8s  %s",
                    pattern.id(),
                    pattern.severity(),
                    pattern.enabled() ? "enabled" : "disabled",
                    pattern.name()));
        }
        out.flush();
    }
}
