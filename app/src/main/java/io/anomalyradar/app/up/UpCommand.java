package io.anomalyradar.app.up;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.memory.Heap;
import io.anomalyradar.app.memory.HeapPlan;
import io.anomalyradar.app.workspace.DataDirectory;
import io.anomalyradar.app.workspace.LogFile;
import io.anomalyradar.app.workspace.TemporaryFiles;
import io.anomalyradar.server.RadarServer;
import io.anomalyradar.server.health.Readiness;
import io.anomalyradar.server.security.AccessControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code radar up}. */
@Command(
        name = "up",
        description = "Starts everything in this process and runs until it is asked to stop (Ctrl-C, SIGTERM).")
public final class UpCommand implements Callable<Integer> {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    ConfigOptions options = new ConfigOptions();

    @Option(names = "--demo", description = "Add a simulated fleet with faults; the keys demo.* say how large.")
    boolean demo;

    @Option(
            names = "--doors",
            paramLabel = "all",
            description = "With 'all', open every way in for telemetry, the listeners without login too (on"
                    + " doors.listen-address, by default loopback).")
    @Nullable
    String doors;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Stop as soon as all is ready, for the build: the classes that a start needs are archived.")
    boolean rehearse;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (doors != null && !doors.equals("all")) {
            throw new ParameterException(
                    spec.commandLine(), "--doors is '" + doors + "': give all, or set single doors with --set doors.…");
        }
        RadarConfig config = doors == null ? options.read() : options.readWithAllDoors();
        requireHeap(config);
        TemporaryFiles.keepBelow(config.dataDir());
        StartReport report = new StartReport(spec.commandLine().getOut(), sinceProcessStart());
        try (RunningParts parts = new RunningParts()) {
            DataDirectory directory = DataDirectory.hold(config.dataDir(), config.page());
            parts.started(Part.DIRECTORY, directory);
            PortChecks.requireFree(config);
            LogFile.open(directory.logs(), config.jsonLog());
            StopSignal.closes(parts, report);
            Stack stack = new Stack(config, directory, parts, report);
            report.line("Anomaly Radar, data in " + config.dataDir());
            RadarServer server = stack.start();
            awaitReady(server, stack, report);
            if (demo) {
                stack.startDemo(server);
            }
            report.part("ready", "log in " + directory.logs().resolve("radar.log"));
            report.line("");
            report.line("  " + config.page());
            report.line("");
            printFirstToken(config, server, spec.commandLine().getOut());
            if (!rehearse) {
                throw failed(stack.fault().get(), report);
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return ExitCode.OK;
    }

    /** On the console only: the log keeps no token. */
    private static void printFirstToken(RadarConfig config, RadarServer server, PrintWriter out)
            throws InterruptedException {
        server.firstToken().ifPresent(token -> {
            out.println("  Everybody must log in, and nobody can yet. For an hour, this token does it once:");
            out.println();
            out.println("    " + token);
            out.println();
            out.println("  Log in with it at " + config.page() + ", or make the first administrator's key:");
            out.println("    RADAR_KEY=<token> radar keys create --first --role admin NAME");
            out.println();
            out.flush();
        });
        if (config.access().tls() == null
                && AccessControl.isLoginRequired(
                        config.access(), config.server().bindAddress())
                && config.access().publicUrl() == null) {
            out.println("  WARNING: without TLS, keys and sessions cross the network readable: set server.tls.*");
            out.println();
            out.flush();
        }
    }

    private static void requireHeap(RadarConfig config) {
        HeapPlan plan = HeapPlan.of(config, Heap.ofThisProcess());
        if (!plan.fits()) {
            throw new CommandFailure(ExitCode.USAGE, plan.figures() + ": " + plan.remedy());
        }
    }

    private static void awaitReady(RadarServer server, Stack stack, StartReport report)
            throws InterruptedException, ExecutionException {
        long reported = System.nanoTime();
        for (Readiness now = server.readiness(); !now.ready(); now = server.readiness()) {
            try {
                String reason = stack.fault().get(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                throw failed(reason, report);
            } catch (TimeoutException fine) {
                // not ready yet
            }
            if (System.nanoTime() - reported > PATIENCE.toNanos()) {
                report.line("  still waiting: " + now.parts());
                reported = System.nanoTime();
            }
        }
    }

    /** Says at once what is wrong: to stop takes a while. */
    private static CommandFailure failed(String reason, StartReport report) {
        report.line("  ERROR: " + reason + "; stopping");
        return new CommandFailure(ExitCode.FAILURE, reason + "; the log says more");
    }

    private static Duration sinceProcessStart() {
        Instant now = Instant.now();
        Instant start = ProcessHandle.current().info().startInstant().orElse(now);
        return start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
    }
}
