package io.anomalyradar.app.score;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.csv.CsvArguments;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.progress.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code radar score}. */
@Command(
        name = "score",
        description = {
            "Scores CSV files in this process, without a broker: each row by what was seen before it, as the pipeline does.",
            "Writes one CSV file of scores per file of data, with a row for every row, and anomalies.csv.",
            "Several value columns are scored together, one score a row; a cell without a value keeps the one before.",
            "anomaly_score is 0 to 1: 0.5 is one chance in a thousand, 0.75 one in 10^9. alarm is 1 where one is raised: from 0.559 on, by default;",
            "with several value columns it is 1 as long as an anomaly of the device is open."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar score --input pump.csv --output scores",
            "  radar score --input data/ --output scores --json",
            "  radar score --input log.txt.gz --output scores --delimiter tab \\",
            "      --timestamp-column 2 --value-columns flow,level",
            "  radar score --input test.csv --train train.csv --output scores --explain",
            "  radar score --input log.csv --output scores --set detector.window=600"
        })
public final class ScoreCommand implements Callable<Integer> {
    private static final String ANOMALIES = "anomalies.csv";

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE|DIR",
            description = "A CSV file, or a folder of them.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    Path input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Where the scores go; made if missing.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    Path output;

    @Option(names = "--timestamp-column", paramLabel = "COLUMN", description = "Name, or number from 1, of the time.")
    @Nullable
    String timestampColumn;

    @Option(
            names = "--value-columns",
            paramLabel = "COLUMN",
            split = ",",
            description = "Names or numbers of the values; all (default): every column of numbers that is no label.")
    List<String> valueColumns = List.of();

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Take all files as one device's, one after another; by default each file is a device.")
    @Nullable
    String device;

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "A CSV file of the same columns that came before: learnt first, without labels, not scored.")
    @Nullable
    Path train;

    @Option(
            names = "--explain",
            description = "Write also what was expected, the band, the kind of anomaly, and each metric's part.")
    boolean explain;

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
        RadarConfig settings = config.read();
        CsvOptions options = csv.options(timestampColumn, isAll(valueColumns) ? List.of() : valueColumns);
        RowScorer rows = new RowScorer(
                options,
                settings.detector(),
                settings.joint(),
                settings.pipeline().maxSeriesPerDevice(),
                device);
        if (train != null) {
            rows.learn(trainingFile(train));
        }
        FileScorer scorer =
                new FileScorer(options, rows, explain ? FileScorer.OutputForm.EXPLAINED : FileScorer.OutputForm.SCORES);
        Map<CsvFile, Path> outputs = outputs(CsvFile.at(input));
        List<ScoredFile> scored = new ArrayList<>();
        PrintWriter err = spec.commandLine().getErr();
        int failed = scoreAll(outputs, scorer, scored, err);
        ScoreReport report = new ScoreReport(scored, scorer.anomalies());
        Files.createDirectories(output);
        report.writeAnomalies(output.resolve(ANOMALIES));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, report::write);
        } else {
            report.print(out);
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private CsvFile trainingFile(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ParameterException(spec.commandLine(), "--train is one file, " + path + " is a folder");
        }
        return CsvFile.at(path).get(0);
    }

    private static boolean isAll(List<String> columns) {
        return columns.size() == 1 && columns.get(0).equals("all");
    }

    /** Where the scores of each file go: the same path below the output folder, as plain CSV. */
    private Map<CsvFile, Path> outputs(List<CsvFile> files) throws IOException {
        Map<CsvFile, Path> outputs = new LinkedHashMap<>();
        for (CsvFile file : files) {
            Path target = output.resolve(file.stem() + ".csv");
            if (outputs.containsValue(target) || target.equals(output.resolve(ANOMALIES))) {
                throw new CommandFailure(
                        ExitCode.USAGE, "the scores of " + file.path() + " would overwrite others: rename it");
            }
            if (Files.exists(target) && Files.isSameFile(target, file.path())) {
                throw new ParameterException(
                        spec.commandLine(), "--output would overwrite " + file.path() + ": choose another folder");
            }
            outputs.put(file, target);
        }
        return outputs;
    }

    /**
     * Scores every file that can be read; reports the others, and cells that cannot be parsed. Returns the number of
     * failed files.
     */
    private static int scoreAll(Map<CsvFile, Path> outputs, FileScorer scorer, List<ScoredFile> scored, PrintWriter err)
            throws IOException {
        int failed = 0;
        long bytesBefore = 0;
        long rowsBefore = 0;
        Set<String> layouts = new HashSet<>(); // files of one layout say it once
        try (ProgressBar bar = ProgressBar.on(err, "rows", CsvFile.bytes(outputs.keySet()))) {
            for (Map.Entry<CsvFile, Path> entry : outputs.entrySet()) {
                CsvFile file = entry.getKey();
                long bytesStart = bytesBefore;
                long rowsStart = rowsBefore;
                try {
                    ScoredFile result = scorer.score(
                            file,
                            entry.getValue(),
                            (bytes, rows) -> bar.update(bytesStart + bytes, rowsStart + rows, file.name()));
                    scored.add(result);
                    rowsBefore += result.rows();
                    if (layouts.add(result.layout())) {
                        err.println("radar: " + file.name() + ": " + result.layout());
                    }
                    result.problems().examples().forEach(problem -> err.println("radar: " + problem));
                } catch (IOException unreadable) {
                    failed++;
                    err.println("radar: " + unreadable.getMessage());
                }
                bytesBefore += Files.size(file.path());
            }
        }
        err.flush();
        return failed;
    }
}
