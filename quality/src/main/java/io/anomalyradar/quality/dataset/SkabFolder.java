package io.anomalyradar.quality.dataset;

import io.anomalyradar.app.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The Skoltech Anomaly Benchmark: {@code <group>/<n>.csv} with the columns {@code anomaly} and {@code changepoint}; one
 * group has neither.
 */
public final class SkabFolder {
    private static final String NORMAL = "anomaly-free";

    private final Path folder;

    /** The benchmark below {@code folder}. */
    public SkabFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The labelled runs, by name.
     *
     * @throws IOException when one cannot be read
     */
    public List<SkabRecording> recordings() throws IOException {
        List<SkabRecording> recordings = new ArrayList<>();
        for (CsvFile file : CsvFile.at(folder)) {
            if (!file.name().startsWith(NORMAL)) {
                Columns labels = Columns.of(file, "anomaly", "changepoint");
                recordings.add(new SkabRecording(
                        recording(file), labels.seconds(), labels.flags("anomaly"), labels.flags("changepoint")));
            }
        }
        return recordings;
    }

    /**
     * The runs without a fault, by name.
     *
     * @throws IOException when the folder cannot be read
     */
    public List<Recording> normal() throws IOException {
        return CsvFile.at(folder).stream()
                .filter(file -> file.name().startsWith(NORMAL))
                .map(SkabFolder::recording)
                .toList();
    }

    private static Recording recording(CsvFile file) {
        String group = file.name().substring(0, Math.max(0, file.name().indexOf('/')));
        return new Recording(file.name(), group, file, null, Duration.ofSeconds(1), 0);
    }
}
