package io.anomalyradar.edge;

import io.anomalyradar.edge.buffer.Segment;
import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.uplink.Uplink;
import io.anomalyradar.edge.uplink.UplinkOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code radar edge check}: whether a gateway with this configuration would work. Sends an empty segment. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the configuration, the disk and the way to the server; reads no source.")
final class EdgeCheck implements Callable<Integer> {
    @ParentCommand
    private Edge edge = new Edge();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean failed;

    @Override
    public Integer call() throws IOException {
        EdgeConfig config = edge.config();
        int sources = SourceFactory.of(config).size();
        report("configuration", "", sources + " sources");
        report(
                "disk",
                diskProblem(config),
                config.buffer().directory().toAbsolutePath().toString());
        try (Uplink uplink = Gateway.uplink(config)) {
            UplinkOutcome outcome = uplink.send(Segment.empty("edge.check"));
            report(
                    "uplink",
                    outcome instanceof UplinkOutcome.Failed answer
                            ? answer.reason()
                            : outcome instanceof UplinkOutcome.Refused refused ? refused.reason() : "",
                    uplink.target());
        }
        return failed ? 1 : 0;
    }

    private static String diskProblem(EdgeConfig config) {
        Path directory = config.buffer().directory();
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                return "it cannot be written";
            }
            long free = Files.getFileStore(directory).getUsableSpace();
            return free < config.buffer().maxBytes()
                    ? "only " + free + " bytes are free, and buffer.max-bytes is "
                            + config.buffer().maxBytes()
                    : "";
        } catch (IOException unusable) {
            return String.valueOf(unusable.getMessage());
        }
    }

    private void report(String what, String problem, String detail) {
        failed |= !problem.isEmpty();
        spec.commandLine()
                .getOut()
                .println((problem.isEmpty() ? "ok    " : "FAIL  ") + what + ": " + detail
                        + (problem.isEmpty() ? "" : ": " + problem));
        spec.commandLine().getOut().flush();
    }
}
