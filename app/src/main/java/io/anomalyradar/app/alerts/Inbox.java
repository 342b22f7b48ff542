package io.anomalyradar.app.alerts;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.NotificationText;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.alert.AlertJson;
import java.io.IOException;
import java.util.List;

/** The alerts on the running server. */
final class Inbox {
    private static final String PATH = "/api/v1/alerts";

    private final ServerApi api;

    Inbox(ServerOptions options) {
        api = new ServerApi(options.connection());
    }

    /** The server's answer to {@code query}. */
    byte[] list(String query) {
        return api.get(PATH + query);
    }

    static List<Alert> alerts(byte[] answer) {
        return JsonValues.items(answer).stream().map(Inbox::parsed).toList();
    }

    byte[] show(String id) {
        return api.get(PATH + "/" + ServerApi.encoded(id));
    }

    /** Who was notified of it, as lines of text. */
    List<String> notifications(String id) {
        return NotificationText.lines(api.get(PATH + "/" + ServerApi.encoded(id) + "/notifications"));
    }

    /** What it was decided from. */
    byte[] capsule(String id) {
        return api.get(PATH + "/" + ServerApi.encoded(id) + "/capsule");
    }

    /** The alert after the command. */
    Alert give(AlertCommand command) {
        String path = PATH + "/" + ServerApi.encoded(command.alert()) + "/commands";
        return parsed(api.post(path, AlertCommandJson.encode(command)));
    }

    static Alert parsed(byte[] json) {
        try {
            return AlertJson.decode(json);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "the server's answer cannot be read: is it of another release?", unreadable);
        }
    }
}
