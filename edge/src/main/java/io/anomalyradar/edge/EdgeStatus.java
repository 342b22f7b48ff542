package io.anomalyradar.edge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code radar edge status}: what the gateway on this machine does. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what the gateway on this machine does; exit code 1 if something is wrong.")
final class EdgeStatus implements Callable<Integer> {
    @ParentCommand
    private Edge edge = new Edge();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + edge.config().statusPort() + "/health");
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            spec.commandLine().getOut().print(answer.body());
            spec.commandLine().getOut().flush();
            return answer.statusCode() == 200 ? 0 : 1;
        } catch (IOException absent) {
            throw new IOException("no gateway answers at " + address + " (gateway.status-port)", absent);
        }
    }
}
