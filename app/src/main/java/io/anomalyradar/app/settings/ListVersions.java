package io.anomalyradar.app.settings;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar config list}. */
@Command(name = "list", description = "Lists the versions of the detector's configuration, newest first.")
final class ListVersions implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new Versions(server).list();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            Versions.print(out, answer);
            return;
        }
        List<Map<String, @Nullable String>> versions = JsonRows.of(answer, "items");
        for (Map<String, @Nullable String> version : versions) {
            out.println(version.get("version") + "  " + time(version.get("createdAtMillis")) + "  overrides: "
                    + version.get("overrides") + "  " + version.get("author") + "  " + version.get("comment"));
        }
        out.flush();
    }

    private static String time(@Nullable String millis) {
        return millis == null
                ? ""
                : Instant.ofEpochMilli(Long.parseLong(millis)).toString();
    }
}
