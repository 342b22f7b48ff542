package io.anomalyradar.quality.dataset;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.quality.nab.NabSeries;
import io.anomalyradar.quality.nab.NabWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Numenta Anomaly Benchmark: {@code data/<category>/<file>.csv} and {@code labels/combined_windows.json}, which
 * maps the path of each file to its windows, each given by its first and last time. A time denotes the first row that
 * has it.
 */
public final class NabFolder {
    private final Path folder;

    /** The benchmark below {@code folder}. */
    public NabFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * All files that have an entry among the windows, by name.
     *
     * @throws IOException if a file cannot be read or the edge of a window is not a time of its file
     */
    public List<NabRecording> recordings() throws IOException {
        Path windows = folder.resolve("labels/combined_windows.json");
        Map<String, List<List<String>>> entries = new TreeMap<>(new ObjectMapper()
                .readValue(windows.toFile(), new TypeReference<Map<String, List<List<String>>>>() {}));
        List<NabRecording> recordings = new ArrayList<>();
        for (Map.Entry<String, List<List<String>>> entry : entries.entrySet()) {
            recordings.add(recording(entry.getKey(), entry.getValue()));
        }
        return recordings;
    }

    private NabRecording recording(String name, List<List<String>> windows) throws IOException {
        Path plain = folder.resolve("data").resolve(name);
        Path path = Files.isRegularFile(plain) ? plain : plain.resolveSibling(plain.getFileName() + ".gz");
        CsvFile file = new CsvFile(path, name);
        List<String> times = Columns.of(file, "value").times();
        Map<String, Integer> firstRow = new HashMap<>();
        for (int i = 0; i < times.size(); i++) {
            firstRow.putIfAbsent(canonical(times.get(i)), i);
        }
        List<NabWindow> rows = new ArrayList<>();
        for (List<String> window : windows) {
            rows.add(new NabWindow(row(name, firstRow, window.get(0)), row(name, firstRow, window.get(1))));
        }
        String category = name.substring(0, Math.max(0, name.indexOf('/')));
        return new NabRecording(
                new Recording(name, category, file, null, Duration.ofSeconds(1), 0), new NabSeries(times.size(), rows));
    }

    private static int row(String name, Map<String, Integer> firstRow, String time) throws IOException {
        Integer row = firstRow.get(canonical(time));
        if (row == null) {
            throw new IOException(name + ": the window's edge " + time + " is not a time of the file");
        }
        return row;
    }

    /** The form {@code 2014-04-10 16:15:00}, with any separator and any number of zeros after the seconds. */
    private static String canonical(String time) {
        String text = time.strip().replace('T', ' ');
        int point = text.indexOf('.');
        if (point >= 0) {
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            text = text.substring(0, end - 1 == point ? point : end);
        }
        return text.length() == 16 ? text + ":00" : text;
    }
}
