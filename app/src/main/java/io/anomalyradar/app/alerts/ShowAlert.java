package io.anomalyradar.app.alerts;

import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.TimelineEntry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            out.println(new String(answer, StandardCharsets.UTF_8));
        } else {
            print(Inbox.parsed(answer), out);
        }
        out.flush();
    }

    private static void print(Alert alert, PrintWriter out) {
        out.println(alert.title() + "  " + alert.severity() + "  " + alert.state());
        out.println(alert.anomaly().explanation());
        if (alert.isSnoozed()) {
            out.println("snoozed until " + Inbox.time(alert.snoozedUntilMillis()));
        }
        if (!alert.assignee().isEmpty()) {
            out.println("assigned to " + alert.assignee());
        }
        if (!alert.channels().isEmpty()) {
            out.println("notified through " + String.join(", ", alert.channels()));
        }
        for (TimelineEntry entry : alert.timeline()) {
            String by = entry.by().isEmpty() ? "" : "  by " + entry.by();
            String text = entry.text().isEmpty() ? "" : "  " + entry.text();
            out.println("  " + Inbox.time(entry.atMillis()) + "  " + entry.change() + by + text);
        }
    }
}
