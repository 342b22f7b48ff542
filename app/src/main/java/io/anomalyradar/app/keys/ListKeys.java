package io.anomalyradar.app.keys;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.ApiKeyJson;
import io.anomalyradar.model.settings.SettingsException;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar keys list}. */
@Command(name = "list", description = "Lists the keys, without their secrets.")
final class ListKeys implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/keys");
        json.print(spec.commandLine().getOut(), answer, out -> {
            out.println(row("ID", "NAME", "ROLE", "DOORS", "GROUPS", "PREFIX", "ENDS"));
            JsonValues.items(answer).forEach(item -> out.println(row(parsed(item))));
        });
    }

    private static ApiKey parsed(byte[] item) {
        try {
            return ApiKeyJson.read(item);
        } catch (SettingsException refused) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(refused.getMessage()));
        }
    }

    private static String row(ApiKey key) {
        return row(
                key.id(),
                key.name(),
                key.grant().role().word(),
                list(key.grant().doors()),
                key.grant().groups().isEmpty() ? "all" : list(key.grant().groups()),
                key.grant().devicePrefix(),
                end(key));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-12s %-24s %-10s %-10s %-20s %-12s %s", cells);
    }

    private static String list(Iterable<String> texts) {
        TreeSet<String> sorted = new TreeSet<>();
        texts.forEach(sorted::add);
        return sorted.isEmpty() ? "-" : String.join(",", sorted);
    }

    private static String end(ApiKey key) {
        if (key.revokedAtMillis() > 0) {
            return "revoked " + Instant.ofEpochMilli(key.revokedAtMillis()) + " by " + key.revokedBy();
        }
        return key.expiresAtMillis() == 0
                ? "never"
                : Instant.ofEpochMilli(key.expiresAtMillis()).toString();
    }
}
