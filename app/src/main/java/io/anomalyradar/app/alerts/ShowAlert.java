package io.anomalyradar.app.alerts;

import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar alerts show}. */
@Command(name = "show", description = "Shows one alert with its explanation and timeline.")
final class ShowAlert implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ALERT", description = "Its id.")
    String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new Inbox(server).show(id);
        json.print(spec.commandLine().getOut(), answer, out -> print(Inbox.parsed(answer), out));
    }

    private static void print(Alert alert, PrintWriter out) {
        out.println(alert.title() + "  " + alert.severity() + "  " + alert.state());
        out.println(alert.anomaly().explanation());
        if (alert.isSnoozed()) {
            out.println("snoozed until " + TimelineText.time(alert.snoozedUntilMillis()));
        }
        if (!alert.assignee().isEmpty()) {
            out.println("assigned to " + alert.assignee());
        }
        if (!alert.channels().isEmpty()) {
            out.println("notified through " + String.join(", ", alert.channels()));
        }
        alert.timeline().forEach(entry -> out.println(TimelineText.line(entry)));
    }
}
