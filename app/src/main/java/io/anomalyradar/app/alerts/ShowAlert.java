package io.anomalyradar.app.alerts;

import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar alerts show}. */
@Command(name = "show", description = "Shows one alert with its explanation, who was notified, and its timeline.")
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
        Inbox inbox = new Inbox(server);
        byte[] answer = inbox.show(id);
        json.print(
                spec.commandLine().getOut(), answer, out -> print(Inbox.parsed(answer), inbox.notifications(id), out));
    }

    private static void print(Alert alert, List<String> notifications, PrintWriter out) {
        out.println(alert.title() + "  " + alert.severity() + "  " + alert.state());
        out.println(alert.anomaly().explanation());
        if (alert.isSnoozed()) {
            out.println("snoozed until " + TimelineText.time(alert.snoozedUntilMillis()));
        }
        if (!alert.assignee().isEmpty()) {
            out.println("assigned to " + alert.assignee());
        }
        notifications.forEach(out::println);
        alert.timeline().forEach(entry -> out.println(TimelineText.line(entry)));
    }
}
