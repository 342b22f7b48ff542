package io.anomalyradar.app.incidents;

import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar incidents list}. */
@Command(name = "list", description = "Lists the incidents that are not resolved, the most urgent first.")
final class ListIncidents implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--state", paramLabel = "STATE", description = "Only these: ${COMPLETION-CANDIDATES}.")
    @Nullable
    IncidentState state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most this many (100).")
    int limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new Incidents(server).list("?limit=" + limit + (state == null ? "" : "&state=" + state));
        json.print(spec.commandLine().getOut(), answer, out -> print(Incidents.items(answer), out));
    }

    private static void print(List<Incident> incidents, PrintWriter out) {
        if (incidents.isEmpty()) {
            out.println("no incidents");
        }
        for (Incident incident : incidents) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s  %-8s  %-12s  %s  %,d of %,d alerts go on  %s",
                    incident.id(),
                    incident.severity(),
                    incident.state(),
                    TimelineText.time(incident.openedMillis()),
                    incident.counts().open(),
                    incident.counts().alerts(),
                    Incidents.line(incident)));
        }
    }
}
