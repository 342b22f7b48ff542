package io.anomalyradar.app.incidents;

import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Incident;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar incidents show}. */
@Command(name = "show", description = "Shows one incident with its first alerts, its timeline and its probable cause.")
final class ShowIncident implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(paramLabel = "INCIDENT", description = "Its id.")
    String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Incidents incidents = new Incidents(server);
        byte[] answer = incidents.show(id);
        json.print(spec.commandLine().getOut(), answer, out -> {
            print(Incidents.decoded(answer), out);
            incidents.notifications(id).forEach(out::println);
            CauseText.lines(incidents.cause(id)).forEach(out::println);
        });
    }

    private static void print(Incident incident, PrintWriter out) {
        out.println(Incidents.line(incident) + "  " + incident.severity() + "  " + incident.state());
        out.println(incident.lead().anomaly().explanation());
        if (!incident.cause().isEmpty()) {
            out.println("cause: " + incident.cause() + " is silent");
        }
        if (!incident.assignee().isEmpty()) {
            out.println("assigned to " + incident.assignee());
        }
        incident.timeline().forEach(entry -> out.println(TimelineText.line(entry)));
        incident.members()
                .forEach(member -> out.println("  " + TimelineText.time(member.atMillis()) + "  alert " + member.alert()
                        + "  " + member.title()));
        int more = incident.counts().alerts() - incident.members().size();
        if (more > 0) {
            out.println("  and " + more + " more");
        }
    }
}
