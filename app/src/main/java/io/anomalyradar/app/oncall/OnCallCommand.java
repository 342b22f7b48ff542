package io.anomalyradar.app.oncall;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.settings.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar oncall}. */
@Command(
        name = "oncall",
        description =
                "Says who is on call now and next, by each schedule, with the gaps, and who is next when nobody answers.")
public final class OnCallCommand implements Runnable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--hours", paramLabel = "N", defaultValue = "168", description = "How far ahead: 168 (a week).")
    int hours;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/oncall?hours=" + hours);
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<byte[]> schedules = JsonValues.items(answer);
        if (schedules.isEmpty()) {
            out.println("no schedules: docs/notifications.md says how to add one");
        }
        for (byte[] schedule : schedules) {
            Map<String, @Nullable String> fields = JsonRows.object(schedule).get(0);
            String zone = String.valueOf(fields.get("zone"));
            out.println(fields.get("schedule") + " (" + zone + ")");
            boolean first = true;
            for (Map<String, @Nullable String> shift : JsonRows.of(schedule, "shifts")) {
                String person = String.valueOf(shift.get("person"));
                out.println((first ? "  now  " : "       ")
                        + (first ? "" : "from " + time(shift.get("fromMillis"), zone) + " ") + "until "
                        + time(shift.get("untilMillis"), zone) + "  "
                        + (person.isEmpty() ? "GAP: everybody on the schedule is notified" : shift.get("name")));
                first = false;
            }
        }
        JsonValues.items(answer, "escalations").forEach(escalation -> printEscalation(escalation, out));
    }

    private static void printEscalation(byte[] escalation, PrintWriter out) {
        String repeat = JsonValues.text(escalation, "repeat");
        out.println("when nobody answers: " + JsonValues.text(escalation, "escalation")
                + (repeat.equals("0") ? "" : ", repeated " + repeat + " times"));
        for (byte[] level : JsonValues.items(escalation, "levels")) {
            List<String> people = JsonValues.texts(level, "people");
            List<String> reached = people.isEmpty() ? JsonValues.texts(level, "channels") : people;
            Duration after = Duration.ofMillis(Long.parseLong(JsonValues.text(level, "afterMillis")));
            out.println("       after " + Durations.shown(after) + "  " + String.join(", ", reached));
        }
    }

    private static String time(@Nullable String millis, String zone) {
        return Instant.ofEpochMilli(Long.parseLong(String.valueOf(millis)))
                .atZone(ZoneId.of(zone))
                .format(TIME);
    }
}
