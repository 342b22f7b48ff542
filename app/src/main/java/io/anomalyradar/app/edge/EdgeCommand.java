package io.anomalyradar.app.edge;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code radar edge}, as the list of commands shows it. The script runs another program for it, with less memory. */
@Command(
        name = "edge",
        description = "Runs the gateway beside the machines: MQTT, OPC UA, Modbus and files, kept on disk,"
                + " sent to a server or Kafka.")
public final class EdgeCommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitCode.USAGE,
                "the gateway is a program of its own: start it as './radar edge " + String.join(" ", arguments)
                        + "', or run 'java -jar edge/radar-edge.jar'");
    }
}
