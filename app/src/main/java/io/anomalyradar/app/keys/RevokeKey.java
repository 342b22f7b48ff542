package io.anomalyradar.app.keys;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar keys revoke}. */
@Command(name = "revoke", description = "Revokes a key: within a second no server accepts it.")
final class RevokeKey implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "As 'radar keys list' shows it.")
    String id = "";

    @Override
    public void run() {
        new ServerApi(server.connection()).delete("/api/v1/keys/" + ServerApi.encoded(id));
        PrintWriter out = spec.commandLine().getOut();
        out.println("key " + id + " is revoked");
        out.flush();
    }
}
