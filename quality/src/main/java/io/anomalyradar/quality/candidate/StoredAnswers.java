package io.anomalyradar.quality.candidate;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.quality.dataset.Columns;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a detector answered elsewhere: for each file a CSV file of the same rows with a column {@code anomaly_score}, named as the file or
 * with the detector's name and {@code _} before it, plain or {@code .gz}.
 */
public final class StoredAnswers implements Candidate {
    private final Path folder;

    /** The answers below {@code folder}, which is named as the detector. */
    public StoredAnswers(Path folder) {
        this.folder = folder;
    }

    /**
     * All that are stored below {@code folder}, by name; none when it is not there.
     *
     * @throws IOException when it cannot be listed
     */
    public static List<StoredAnswers> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().map(StoredAnswers::new).toList();
        }
    }

    @Override
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    @Override
    public double threshold() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Answer answer(Recording recording) throws IOException {
        String path = recording.name();
        int slash = path.lastIndexOf('/') + 1;
        String prefixed = path.substring(0, slash) + name() + "_" + path.substring(slash);
        for (String name : List.of(prefixed, prefixed + ".gz", path, path + ".gz")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                double[] scores = Columns.of(new CsvFile(file, name), "anomaly_score").numbers("anomaly_score");
                return new Answer(scores, new boolean[scores.length]);
            }
        }
        throw new IOException(folder + " holds no answer for " + path);
    }
}
