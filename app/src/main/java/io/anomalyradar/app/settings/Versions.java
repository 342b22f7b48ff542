package io.anomalyradar.app.settings;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The versions of the configuration on the running server. */
public final class Versions {
    private final ServerApi api;

    public Versions(ServerOptions options) {
        api = new ServerApi(options.connection());
    }

    byte[] list() {
        return api.get("/api/v1/config/versions");
    }

    /** The version {@code number}; null: the newest. */
    public ConfigDocument document(@Nullable Integer number) {
        if (number == null) {
            return parsed(api.get("/api/v1/config"));
        }
        byte[] detail = api.get("/api/v1/config/versions/" + number);
        return parsed(JsonValues.field(detail, "document"));
    }

    byte[] diff(@Nullable Integer from, @Nullable Integer to) {
        return api.get(
                "/api/v1/config/diff?" + (from == null ? "" : "from=" + from + "&") + (to == null ? "" : "to=" + to));
    }

    /** Makes {@code document}, which was made from version {@code base}, the newest version; answers the changes. */
    public byte[] apply(ConfigDocument document, int base, boolean dryRun) {
        return api.put("/api/v1/config?dryRun=" + dryRun, ConfigJson.write(document), base);
    }

    byte[] rollback(int to, boolean dryRun) {
        return api.post(
                "/api/v1/config/rollback?to=" + to + "&dryRun=" + dryRun + "&author=" + ServerApi.encoded(author()));
    }

    /** The user name of the operator, for the list of versions. */
    public static String author() {
        return System.getProperty("user.name", "");
    }

    static ConfigDocument parsed(byte[] json) {
        try {
            return ConfigJson.read(json);
        } catch (SettingsException refused) {
            throw new CommandFailure(ExitCode.USAGE, "the configuration is not valid: " + refused.getMessage());
        }
    }

    /** Prints what changed, one line a setting. */
    public static void printChanges(PrintWriter out, byte[] answer) {
        List<Map<String, @Nullable String>> changes = JsonRows.of(answer, "changes");
        Map<String, @Nullable String> head = JsonRows.object(answer).get(0);
        if (changes.isEmpty()) {
            out.println("nothing differs");
        } else {
            out.println("version " + head.get("from") + " → " + head.get("to")
                    + (head.get("effectiveFromMillis") == null ? "" : ", written"));
        }
        for (Map<String, @Nullable String> change : changes) {
            out.println("  " + change.get("place") + "  " + change.get("key") + ": " + shown(change.get("before"))
                    + " → " + shown(change.get("after")));
        }
        out.flush();
    }

    private static String shown(@Nullable String value) {
        return value == null ? "unset" : value;
    }

    static void print(PrintWriter out, byte[] utf8) {
        out.println(new String(utf8, StandardCharsets.UTF_8));
        out.flush();
    }
}
