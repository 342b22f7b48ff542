package io.anomalyradar.app.replay;

import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.csv.CsvArguments;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.progress.ProgressBar;
import io.anomalyradar.app.send.DeliveryException;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.app.send.KafkaFrameSink;
import io.anomalyradar.app.send.Pacer;
import io.anomalyradar.app.send.Speed;
import io.anomalyradar.app.send.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar replay}. */
@Command(
        name = "replay",
        description = {
            "Sends CSV files through the real path: each row becomes one frame on radar.telemetry.",
            "Files follow one another in order of name. Ends when the broker has acknowledged everything. Ctrl-C stops after what"
                    + " is under way and says where to go on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar replay pump.csv",
            "      as fast as the broker takes it",
            "  radar replay data/ --speed 60",
            "      an hour of data a minute, each file a device",
            "  radar replay pump.csv --speed 1 --shift-to-now",
            "      as if it happened now",
            "  radar replay log.csv --device pump-7 --column-map time=when,value=flow",
            "  radar replay data/ --frame-ids --start-at b.csv:1200",
            "      goes on where a replay was stopped"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", description = "A CSV file (plain or gzip), or a folder of them.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    Path input;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "max",
            description = "N times real time by the file's own times, or max (default).")
    String speed = "max";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Whose data it is where rows do not say; default: the file's path without extension.")
    @Nullable
    String device;

    @Option(
            names = "--shift-to-now",
            description = "Move the times to the present: the first row's at --speed 1 or less, else the newest row's.")
    boolean shiftToNow;

    @Option(
            names = "--frame-ids",
            description =
                    "Name each frame by file and row, so that a row sent again soon (among the device's newest 1,000"
                            + " frames) counts once.")
    boolean frameIds;

    @Option(names = "--start-at", paramLabel = "FILE:ROW", description = "Leave out what comes before this row.")
    @Nullable
    String startAt;

    @Mixin
    CsvArguments csv = new CsvArguments();

    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Speed pace = parsed(() -> Speed.of(speed));
        StartAt start = parsed(() -> startAt == null ? StartAt.BEGINNING : StartAt.of(startAt));
        CsvOptions options = csv.options(null, List.of());
        List<CsvFile> files = CsvFile.at(input).stream()
                .filter(file -> !start.leavesOut(file))
                .toList();
        try (StopRequest stop = StopRequest.install();
                FrameSink sink = KafkaFrameSink.open(config.read().kafka())) {
            TimeShift shift = shiftToNow ? TimeShift.toNow(options, pace, Clock.systemUTC()) : TimeShift.NONE;
            FrameNaming ids = frameIds ? FrameNaming.FILE_AND_ROW : FrameNaming.NONE;
            Replay replay =
                    new Replay(new Replay.Plan(options, device, shift, ids, start, () -> new Pacer(pace, stop)), sink);
            ReplayReport report = replayAll(files, replay, stop);
            PrintWriter out = spec.commandLine().getOut();
            if (json.isOn()) {
                JsonOption.print(out, report::write);
            } else {
                report.print(out);
            }
            boolean all = report.isComplete() && report.files().size() == files.size();
            return all ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private <T> T parsed(Callable<T> option) {
        try {
            return option.call();
        } catch (Exception wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Replays every file that can be read, until stopped. */
    private ReplayReport replayAll(List<CsvFile> files, Replay replay, StopRequest stop) throws IOException {
        long began = System.nanoTime();
        List<ReplayedFile> done = new ArrayList<>();
        PrintWriter err = spec.commandLine().getErr();
        int failed = 0;
        long bytesBefore = 0;
        long framesBefore = 0;
        Set<String> layouts = new HashSet<>(); // files of one layout say it once
        try (ProgressBar bar = ProgressBar.on(err, "frames", CsvFile.bytes(files))) {
            for (CsvFile file : files) {
                if (stop.getAsBoolean()) {
                    break;
                }
                long bytesStart = bytesBefore;
                long framesStart = framesBefore;
                try {
                    ReplayedFile replayed = replay.replay(
                            file, (bytes, frames) -> bar.update(bytesStart + bytes, framesStart + frames, file.name()));
                    done.add(replayed);
                    framesBefore += replayed.frames();
                    if (layouts.add(replayed.layout())) {
                        err.println("radar: " + file.name() + ": " + replayed.layout());
                    }
                    replayed.problems().examples().forEach(problem -> err.println("radar: " + problem));
                } catch (DeliveryException undelivered) {
                    throw undelivered;
                } catch (IOException unreadable) {
                    failed++;
                    err.println("radar: " + unreadable.getMessage());
                }
                bytesBefore += Files.size(file.path());
            }
        }
        err.flush();
        return new ReplayReport(done, failed, (System.nanoTime() - began) * 1e-9);
    }
}
