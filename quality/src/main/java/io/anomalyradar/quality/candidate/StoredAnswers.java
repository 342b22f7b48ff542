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
 * Stored output of another detector: for each file, a CSV file of the same rows with a column {@code anomaly_score} and
 * optionally {@code alarm}. It has the name of the file, optionally prefixed with the detector's name and {@code _},
 * and is plain or {@code .gz}.
 */
public final class StoredAnswers implements Candidate {
    private static final String SCORE = "anomaly_score";
    private static final String ALARM = "alarm";

    private final Path folder;

    /** The answers below {@code folder}; the folder's name is the detector's. */
    public StoredAnswers(Path folder) {
        this.folder = folder;
    }

    /**
     * All answers stored below {@code folder}, by name; empty if the folder does not exist.
     *
     * @throws IOException if it cannot be listed
     */
    public static List<StoredAnswers> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(StoredAnswers::new)
                    .toList();
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
        String path = recording.data().stem() + ".csv";
        int slash = path.lastIndexOf('/') + 1;
        String prefixed = path.substring(0, slash) + name() + "_" + path.substring(slash);
        for (String name : List.of(prefixed, prefixed + ".gz", path, path + ".gz")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                Answer whole = read(new CsvFile(file, name));
                return whole.from(recording.skipped());
            }
        }
        throw new IOException(folder + " holds no answer for " + path);
    }

    private static Answer read(CsvFile file) throws IOException {
        if (Columns.namesIn(file).contains(ALARM)) {
            Columns columns = Columns.of(file, SCORE, ALARM);
            return Answer.of(columns.numbers(SCORE), columns.flags(ALARM));
        }
        double[] scores = Columns.of(file, SCORE).numbers(SCORE);
        return Answer.of(scores, new boolean[scores.length]);
    }
}
