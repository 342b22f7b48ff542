package io.anomalyradar.app.alerts;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar alerts list}. */
@Command(name = "list", description = "Lists the alerts that are not resolved, the most urgent first.")
final class ListAlerts implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
    @Nullable
    AlertState state;

    @Option(names = "--severity", paramLabel = "SEVERITY", description = "Only these: ${COMPLETION-CANDIDATES}.")
    @Nullable
    AlertSeverity severity;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Only those of this device.")
    @Nullable
    String device;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most this many (100).")
    int limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new Inbox(server)
                .list("?limit=" + limit
                        + (state == null ? "" : "&state=" + state)
                        + (severity == null ? "" : "&severity=" + severity)
                        + (device == null ? "" : "&device=" + ServerApi.encoded(device)));
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<Alert> alerts = Inbox.alerts(answer);
        if (alerts.isEmpty()) {
            out.println("no alerts");
        }
        for (Alert alert : alerts) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s  %-8s  %-12s  %s  %s%s",
                    alert.id(),
                    alert.severity(),
                    alert.state() + (alert.isSnoozed() ? ", snoozed" : ""),
                    TimelineText.time(alert.createdMillis()),
                    alert.title(),
                    alert.assignee().isEmpty() ? "" : " (" + alert.assignee() + ")"));
        }
    }
}
