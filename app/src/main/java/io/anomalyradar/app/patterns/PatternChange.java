package io.anomalyradar.app.patterns;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.settings.Versions;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.EventPattern;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.UnaryOperator;

/** A new version of the configuration with other patterns. */
final class PatternChange {
    private PatternChange() {}

    /** Makes the version and prints what changed. */
    static void make(ServerOptions server, PrintWriter out, boolean dryRun, UnaryOperator<List<EventPattern>> change) {
        Versions versions = new Versions(server);
        ConfigDocument newest = versions.document(null);
        AlertingConfig alerting = newest.alerting();
        ConfigDocument changed = new ConfigDocument(
                newest.version(),
                0,
                Versions.author(),
                "",
                newest.defaults(),
                newest.overrides(),
                new AlertingConfig(
                        alerting.rules(),
                        alerting.channels(),
                        alerting.routes(),
                        alerting.incidents(),
                        alerting.onCall(),
                        change.apply(alerting.patterns())),
                newest.deployed());
        Versions.printChanges(out, versions.apply(changed, newest.version(), dryRun));
    }
}
