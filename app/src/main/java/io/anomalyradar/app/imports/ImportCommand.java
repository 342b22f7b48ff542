package io.anomalyradar.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.csv.CsvArguments;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.progress.ProgressBar;
import io.anomalyradar.app.send.KafkaFrameSink;
import io.anomalyradar.app.send.StopRequest;
import io.anomalyradar.bus.TelemetryRecords;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar import}. */
@Command(
        name = "import",
        description = {
            "Imports telemetry of the past: CSV, NDJSON and Parquet files, or a query of a Prometheus. Detectors learn"
                    + " from it, and nothing is alerted.",
            "Run again, it goes on where it was stopped or killed; an import that is complete is not sent twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar import data/ --preview",
            "      shows how the files are understood, and sends nothing",
            "  radar import pump.parquet --device pump-7",
            "  radar import --prometheus http://127.0.0.1:9090 --query '{job=\"node\"}' --start 2024-11-01T00:00:00Z --step 60s"
        })
public final class ImportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|DIR",
            description = "A .csv, .tsv, .ndjson, .jsonl or .parquet file, or a folder of them; text also as .gz.")
    @Nullable
    Path input;

    @Option(names = "--prometheus", paramLabel = "URL", description = "A Prometheus or VictoriaMetrics to query.")
    @Nullable
    URI prometheus;

    @Option(names = "--query", paramLabel = "PROMQL", description = "What is asked there.")
    @Nullable
    String query;

    @Option(names = "--start", paramLabel = "TIME", description = "The first time, such as 2024-11-01T00:00:00Z.")
    @Nullable
    String start;

    @Option(names = "--end", paramLabel = "TIME", description = "The last time; default: now.")
    @Nullable
    String end;

    @Option(names = "--step", paramLabel = "DURATION", defaultValue = "60s", description = "Time between two samples.")
    String step = "60s";

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            defaultValue = "query",
            description = "The name of series that the query leaves without one.")
    String metric = "query";

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds a bearer token for the Prometheus.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Whose data it is where rows do not say; default: the file's path without extension.")
    @Nullable
    String device;

    @Option(names = "--preview", description = "Show how the data is understood; send nothing.")
    boolean preview;

    @Option(names = "--again", description = "Import what was imported before a second time.")
    boolean again;

    @Mixin
    CsvArguments csv = new CsvArguments();

    @Mixin
    ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RadarConfig config = options.read();
        Path folder = config.dataDir().resolve("imports");
        ImportSource source = parsed(() -> source(folder));
        PrintWriter out = spec.commandLine().getOut();
        if (preview) {
            preview(source, out);
            return ExitCode.OK;
        }
        String id = again ? UUID.randomUUID().toString().substring(0, 16) : source.id();
        try (StopRequest stop = StopRequest.install();
                ImportJournal journal = ImportJournal.open(folder, id)) {
            if (journal.position().part() >= source.parts().size()) {
                out.println("imported before, completely: nothing was sent (--again sends it a second time)");
                out.flush();
                return ExitCode.OK;
            }
            HistoryImport.Result result = send(config, source, id, journal, stop, out);
            out.flush();
            return result.complete() ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private ImportSource source(Path folder) throws IOException {
        if ((input == null) == (prometheus == null)) {
            throw new IllegalArgumentException("give a file or folder, or --prometheus with --query and --start");
        }
        CsvOptions columns = csv.options(null, List.of());
        if (input != null) {
            return ImportSource.ofFiles(input, columns, device, folder.resolve("tmp"));
        }
        if (query == null || start == null || prometheus == null) {
            throw new IllegalArgumentException("--prometheus needs --query and --start");
        }
        String token =
                tokenFile == null ? null : Files.readString(tokenFile, UTF_8).strip();
        long stepMillis = Durations.parse(step).toMillis();
        long last = end == null ? Clock.systemUTC().millis() / stepMillis * stepMillis : millis(end);
        return ImportSource.of(new PrometheusQuery(prometheus, query, millis(start), last, stepMillis, metric, token));
    }

    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("'" + time + "' is no time such as 2024-11-01T00:00:00Z", wrong);
        }
    }

    private ImportSource parsed(Callable<ImportSource> given) throws IOException {
        try {
            return given.call();
        } catch (IOException unreadable) {
            throw unreadable;
        } catch (Exception wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static void preview(ImportSource source, PrintWriter out) throws IOException {
        out.println(source.parts().size() + " parts, import " + source.id());
        for (ImportPart part :
                source.parts().subList(0, Math.min(5, source.parts().size()))) {
            try (ImportPart.Rows rows = part.open()) {
                out.println(part.name() + ": " + rows.layout());
                int shown = 0;
                for (ImportPart.Rows.Row row = rows.next(); row != null && shown < 3; row = rows.next()) {
                    Frame frame = row.frame();
                    if (frame != null) {
                        shown++;
                        out.println("  " + described(frame));
                    }
                }
                rows.problems().forEach(problem -> out.println("  " + problem));
            }
        }
        out.flush();
    }

    private static String described(Frame frame) {
        StringBuilder text = new StringBuilder()
                .append(frame.device())
                .append("  ")
                .append(Instant.ofEpochMilli(frame.timestampMillis()));
        for (int i = 0; i < Math.min(6, frame.size()); i++) {
            text.append("  ").append(frame.metric(i)).append('=').append(frame.value(i));
        }
        return text.append(frame.size() > 6 ? "  … " + frame.size() + " in all" : "")
                .toString();
    }

    private HistoryImport.Result send(
            RadarConfig config,
            ImportSource source,
            String id,
            ImportJournal journal,
            StopRequest stop,
            PrintWriter out)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        long total = 0;
        for (ImportPart part : source.parts()) {
            total += part.size();
        }
        long began = System.nanoTime();
        HistoryImport.Result result;
        try (KafkaFrameSink sink = KafkaFrameSink.open(config.kafka());
                ProgressBar bar = ProgressBar.on(err, "frames", total)) {
            TelemetryRecords records =
                    new TelemetryRecords(config.kafka().topics().telemetry());
            result = new HistoryImport(id, source.parts(), journal, records, sink, stop).run(bar::update);
        }
        result.problems().forEach(problem -> err.println("radar: " + problem));
        err.flush();
        double seconds = (System.nanoTime() - began) * 1e-9;
        out.println(String.format(
                Locale.ROOT,
                "%s %,d frames, %,d samples in %.1f s%s%s",
                result.complete() ? "imported" : "stopped after",
                result.frames(),
                result.samples(),
                seconds,
                result.skipped() > 0 ? String.format(Locale.ROOT, "; %,d were sent before", result.skipped()) : "",
                result.empty() > 0 ? String.format(Locale.ROOT, "; %,d rows have no samples", result.empty()) : ""));
        if (!result.complete()) {
            out.println("run the same command again to go on");
        }
        return result;
    }
}
