package io.anomalyradar.edge;

import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.settings.EdgeSettings;
import io.anomalyradar.edge.settings.EdgeSettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code radar edge}, a program of its own. */
@Command(
        name = "radar edge",
        description =
                "Runs the gateway beside the machines: reads MQTT, OPC UA, Modbus and files, keeps frames on disk, sends them on.",
        mixinStandardHelpOptions = true,
        subcommands = {EdgeStatus.class, EdgeCheck.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it was tried and failed",
            "2:the command line or the configuration is wrong",
            "3:the buffer's directory is held by another gateway, or the port is taken",
            "70:a fault, such as a lack of memory: what is on the disk is kept"
        })
public final class Edge implements Callable<Integer> {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final int BUSY = 3;
    private static final int FAULT = 70;
    private static final String MILO_THREADS = "milo-";

    @Option(
            names = {"-c", "--config"},
            defaultValue = "edge.yaml",
            scope = ScopeType.INHERIT,
            description = "the configuration (default: ${DEFAULT-VALUE}); docs/doors/edge.md describes it")
    private Path file = Path.of("edge.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "a setting, before those of the environment and the file; may be repeated")
    private Map<String, String> assignments = new LinkedHashMap<>();

    Edge() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Thread.setDefaultUncaughtExceptionHandler(Edge::ended);
        System.exit(commandLine().execute(arguments));
    }

    /**
     * A thread of the gateway that ends by an error ends the process, which a supervisor starts again. One of Milo's does
     * not: it reserves the memory that a message of a server claims, and what it read for then times out.
     */
    private static void ended(Thread thread, Throwable fault) {
        System.err.println("radar edge: the thread " + thread.getName() + " has ended: " + fault);
        if (fault instanceof Error && !thread.getName().startsWith(MILO_THREADS)) {
            Runtime.getRuntime().halt(FAULT);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Edge()).setExecutionExceptionHandler((failure, command, parsed) -> {
            List<String> problems = failure instanceof EdgeSettingsException wrong
                    ? wrong.problems()
                    : List.of(String.valueOf(failure.getMessage()));
            problems.forEach(problem -> command.getErr().println("radar edge: " + problem));
            return failure instanceof EdgeSettingsException ? USAGE : FAILURE;
        });
    }

    /** The configuration that the command line names. */
    EdgeConfig config() {
        return EdgeSettings.read(file, assignments, System.getenv());
    }

    @Override
    public Integer call() throws InterruptedException {
        EdgeConfig config = config();
        Gateway gateway;
        try {
            gateway = new Gateway(config);
        } catch (IOException busy) {
            System.err.println("radar edge: " + busy.getMessage());
            return BUSY;
        }
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            try {
                                main.join(1_000);
                            } catch (InterruptedException hurried) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "shutdown"));
        gateway.run();
        return 0;
    }
}
