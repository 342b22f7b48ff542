package io.anomalyradar.quality.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.csv.CsvFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A part of TSB-AD: {@code m/<name>.csv.gz} and {@code u/<name>.csv.gz}, value columns and {@code Label}, and {@code
 * published.json} with the published VUS-PR and the window of each series. A name such as {@code
 * 002_MSL_id_1_Sensor_tr_500_1st_900} says that the first 500 rows may be given as history; the last number is a label
 * and is not used.
 */
public final class TsbFolder {
    private static final Pattern NAME = Pattern.compile("\\d+_([A-Za-z]+)_.*_tr_(\\d+)_1st_\\d+");

    /** Times were not published; most of these telemetries and servers report once a minute. */
    private static final Duration ROW_INTERVAL = Duration.ofMinutes(1);

    private final Path folder;
    private final Path scratch;

    /** Series of one or of several metrics. */
    public enum Kind {
        MULTIVARIATE("m", "multivariate"),
        UNIVARIATE("u", "univariate");

        private final String folder;
        private final String shown;

        Kind(String folder, String shown) {
            this.folder = folder;
            this.shown = shown;
        }

        /** Its name in tables. */
        public String shown() {
            return shown;
        }
    }

    /** The series below {@code folder}; their histories are written to {@code scratch}. */
    public TsbFolder(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /**
     * The series of this kind, by name; empty if there are none.
     *
     * @throws IOException if one cannot be read or has no window
     */
    public List<TsbRecording> recordings(Kind kind) throws IOException {
        Path series = folder.resolve(kind.folder);
        if (!Files.isDirectory(series)) {
            return List.of();
        }
        JsonNode figures =
                new ObjectMapper().readTree(folder.resolve("published.json").toFile());
        List<TsbRecording> recordings = new ArrayList<>();
        for (CsvFile file : CsvFile.at(series)) {
            recordings.add(recording(kind, file, figures));
        }
        return recordings;
    }

    private TsbRecording recording(Kind kind, CsvFile file, JsonNode figures) throws IOException {
        Matcher name = NAME.matcher(file.stem());
        JsonNode window = figures.path("window").path(file.stem());
        if (!name.matches() || !window.isInt()) {
            throw new IOException(file.path() + ": a name or a window that TSB-AD does not have");
        }
        String source = name.group(1);
        CsvFile history = history(kind, file, Integer.parseInt(name.group(2)));
        return new TsbRecording(
                new Recording(file.name(), source, file, history, ROW_INTERVAL, 0),
                source,
                Columns.of(file, "Label").flags("Label"),
                window.asInt(),
                published(figures.path(kind.folder), file.stem()));
    }

    private static Map<String, Double> published(JsonNode figures, String series) {
        Map<String, Double> published = new LinkedHashMap<>();
        JsonNode values = figures.path("series").path(series);
        for (int i = 0; i < values.size(); i++) {
            published.put(
                    figures.path("methods").path(i).asText(), values.path(i).asDouble());
        }
        return published;
    }

    /** The first {@code rows} rows as a file of their own. */
    private CsvFile history(Kind kind, CsvFile file, int rows) throws IOException {
        Path target = Files.createDirectories(scratch.resolve(kind.folder)).resolve(file.stem() + ".csv");
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(reader(file.path()))) {
            for (String line = reader.readLine(); line != null && lines.size() <= rows; line = reader.readLine()) {
                lines.add(line);
            }
        }
        Files.write(target, lines);
        return new CsvFile(target, file.name());
    }

    private static Reader reader(Path path) throws IOException {
        return path.toString().endsWith(".gz")
                ? new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8)
                : Files.newBufferedReader(path);
    }
}
