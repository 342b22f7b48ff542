package io.anomalyradar.app.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.progress.ProgressBar;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.app.send.HttpFrameSink;
import io.anomalyradar.app.send.KafkaFrameSink;
import io.anomalyradar.app.send.Pacer;
import io.anomalyradar.app.send.Speed;
import io.anomalyradar.app.send.StopRequest;
import io.anomalyradar.app.send.TelemetryClient;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.server.stream.RawStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code radar simulate}. */
@Command(
        name = "simulate",
        description = {
            "Simulates a fleet of pumps, compressors, web servers and meters, with faults whose truth is written down.",
            "The same seed gives the same values and faults. Ctrl-C stops after what is under way."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar simulate --devices 20 --rate 2 --duration 10m",
            "      live, to Kafka",
            "  radar simulate --devices 100 --duration 1h --speed max",
            "      an hour of data that ends now, as fast as can be",
            "  radar simulate --duration 30d --output csv --file a.csv --labels truth.csv",
            "      a month of data in a file, and the truth about its faults",
            "  radar simulate --faults spike,stuck --fault-rate 0.01 --output http",
            "  radar simulate --activity --attack all --output http",
            "      users of a shop, 50 events a second, and attacks that the shipped patterns find",
            "  radar simulate --meters 5000 --websocket",
            "      a raw stream that the page's view /browser scores by itself"
        })
public final class SimulateCommand implements Callable<Integer> {
    enum Output {
        KAFKA,
        CSV,
        HTTP
    }

    @Option(names = "--devices", paramLabel = "N", defaultValue = "10", description = "How many (10).")
    int devices;

    @Option(names = "--metrics", paramLabel = "M", defaultValue = "4", description = "Metrics of each device (4).")
    int metrics;

    @Mixin
    MeterOptions meters = new MeterOptions();

    @Mixin
    ActivityOptions activity = new ActivityOptions();

    @Mixin
    Schedule schedule = new Schedule();

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "all",
            description = "spike, level-shift, drift, stuck, dropout, noise; all (default) or none.")
    List<String> faults = List.of("all");

    @Option(
            names = "--fault-rate",
            paramLabel = "RATE",
            defaultValue = "0.001",
            description = "Expected faults per frame of a device (0.001), after its first 100 frames.")
    double faultRate;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Decides everything (1).")
    long seed;

    @Option(names = "--labels", paramLabel = "FILE", description = "Write the truth about every fault, as CSV.")
    @Nullable
    Path labels;

    @Option(
            names = "--output",
            paramLabel = "WHERE",
            defaultValue = "kafka",
            description = "kafka (default), http or csv; with --activity csv means one event in JSON per line.")
    Output output = Output.KAFKA;

    @Option(names = "--file", paramLabel = "FILE", description = "Where --output csv goes; default: standard output.")
    @Nullable
    Path file;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (checked(meters::isAsked)) {
            return simulateMeters();
        }
        if (activity.activity) {
            return simulateActivity();
        }
        FleetConfig fleet = checked(() -> new FleetConfig(
                devices, metrics, SimulatedFault.named(faults), faultRate, Schedule.QUIET_FRAMES, seed));
        boolean offline = output == Output.CSV;
        Speed speed = checked(() -> schedule.speed(offline));
        long steps = checked(() -> schedule.steps(offline));
        long from = checked(() -> schedule.fromMillis(offline, speed, steps));
        try (StopRequest stop = StopRequest.install();
                Writer csv = offline ? csv() : Writer.nullWriter();
                FrameSink sink = sink(csv);
                LabelFile truth = labels == null ? null : new LabelFile(labels)) {
            Fleet simulated = new Fleet(fleet, truth == null ? label -> {} : truth);
            run(new Simulation(simulated, from, schedule.periodMillis(), steps), sink, speed, stop);
            return sink.rejected() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private int simulateActivity() throws IOException {
        boolean offline = output == Output.CSV;
        Activity simulated = checked(() -> activity.activity(seed));
        double period = checked(() -> schedule.periodMillis(ActivityOptions.RATE));
        Speed speed = checked(() -> schedule.speed(offline));
        long steps = checked(() -> schedule.steps(offline, ActivityOptions.RATE));
        long from = checked(() -> schedule.fromMillis(offline, speed, steps, ActivityOptions.RATE));
        long sent = 0;
        try (StopRequest stop = StopRequest.install();
                Writer lines = offline ? csv() : Writer.nullWriter();
                EventSink sink = eventSink(lines)) {
            Pacer pacer = new Pacer(speed, stop);
            for (long step = 0; step < steps && !stop.getAsBoolean(); step++) {
                long millis = from + (long) (step * period);
                if (!pacer.await(millis)) {
                    break;
                }
                List<Event> events = simulated.until(millis);
                sink.send(events);
                sent += events.size();
            }
            sink.flush();
        }
        PrintWriter out = offline && file == null
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%d users: %d events sent%n", activity.users, sent);
        out.flush();
        return ExitCode.OK;
    }

    private EventSink eventSink(Writer lines) throws IOException {
        return switch (output) {
            case CSV -> EventSink.lines(lines);
            case KAFKA -> EventSink.kafka(server.config().read().kafka());
            case HTTP -> EventSink.http(new ServerApi(server.connection()));
        };
    }

    private int simulateMeters() throws IOException {
        FleetConfig config = checked(() -> new FleetConfig(
                meters.count(), 1, SimulatedFault.named(faults), faultRate, Schedule.QUIET_FRAMES, seed));
        double period = checked(() -> schedule.periodMillis(MeterOptions.RATE));
        Speed speed = checked(() -> schedule.speed(false));
        long steps = checked(() -> schedule.steps(false));
        long from = checked(() -> schedule.fromMillis(false, speed, steps));
        try (StopRequest stop = StopRequest.install();
                LabelFile truth = labels == null ? null : new LabelFile(labels);
                RawStream stream = checked(() -> RawStream.start(meters.address(), Meters.names(config.devices())))) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "%d meters at ws://%s:%d/, for the view /browser of the page; Ctrl-C stops%n",
                    config.devices(),
                    meters.host(),
                    stream.port());
            out.flush();
            Meters simulated = new Meters(config, truth == null ? label -> {} : truth);
            simulated.run(stream::send, new Pacer(speed, stop), from, period, steps);
        }
        return ExitCode.OK;
    }

    private void run(Simulation simulation, FrameSink sink, Speed speed, StopRequest stop) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        long total = simulation.steps() == Schedule.ENDLESS ? ProgressBar.UNKNOWN : simulation.steps() * devices;
        long sent;
        try (ProgressBar bar = ProgressBar.on(err, "frames", total)) {
            sent = simulation.run(sink, new Pacer(speed, stop), frames -> bar.update(frames, frames, ""));
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        boolean dataOnOut = output == Output.CSV && file == null;
        PrintWriter out = dataOnOut ? err : spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> write(generator, sent, sink, seconds));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d devices: %d frames sent, %d acknowledged, %d rejected, in %.1f s%n",
                    devices,
                    sent,
                    sink.acknowledged(),
                    sink.rejected(),
                    seconds);
            out.flush();
        }
    }

    private void write(JsonGenerator generator, long sent, FrameSink sink, double seconds) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("devices", devices);
        generator.writeNumberField("frames", sent);
        generator.writeNumberField("acknowledged", sink.acknowledged());
        generator.writeNumberField("rejected", sink.rejected());
        generator.writeNumberField("seconds", seconds);
        generator.writeEndObject();
    }

    private Writer csv() throws IOException {
        return file == null ? spec.commandLine().getOut() : Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    private FrameSink sink(Writer csv) throws IOException {
        return switch (output) {
            case CSV -> new CsvFrameSink(csv);
            case KAFKA -> KafkaFrameSink.open(server.config().read().kafka());
            case HTTP -> new HttpFrameSink(new TelemetryClient(server.connection()));
        };
    }

    private <T> T checked(Callable<T> option) {
        try {
            return option.call();
        } catch (Exception wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
