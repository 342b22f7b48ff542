package io.anomalyradar.app.incidents;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.NotificationText;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import java.io.IOException;
import java.util.List;

/** The incidents on the running server. */
final class Incidents {
    private final ServerApi api;

    Incidents(ServerOptions options) {
        api = new ServerApi(options.connection());
    }

    /** The server's answer about the list, with what follows the path. */
    byte[] list(String query) {
        return api.get("/api/v1/incidents" + query);
    }

    byte[] show(String id) {
        return api.get(path(id));
    }

    /** The server's answer about what probably caused it. */
    byte[] cause(String id) {
        return api.get(path(id) + "/cause");
    }

    /** Who was notified of it, as lines of text. */
    List<String> notifications(String id) {
        return NotificationText.lines(api.get(path(id) + "/notifications"));
    }

    /** The incident after the command. */
    Incident give(String id, AlertAction action, String by, String text, List<String> subjects) {
        AlertCommand command = new AlertCommand(id, "", action, by, text, 0, "", subjects, null);
        return decoded(api.post(path(id) + "/commands", AlertCommandJson.encode(command)));
    }

    private static String path(String id) {
        return "/api/v1/incidents/" + ServerApi.encoded(id);
    }

    static List<Incident> items(byte[] answer) {
        return JsonValues.items(answer).stream().map(Incidents::decoded).toList();
    }

    static Incident decoded(byte[] json) {
        try {
            return IncidentJson.decode(json);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "the server's answer is no incident: is it of another release?", unreadable);
        }
    }

    /** In one line. */
    static String line(Incident incident) {
        return incident.lead().title() + (incident.extent().isEmpty() ? "" : " (" + incident.extent() + ")");
    }
}
