package io.anomalyradar.quality.dataset;

import io.anomalyradar.app.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family whose rows have a column {@code label}. It consists either of {@code <name>/train.csv[.gz]} and
 * {@code test.csv[.gz]}, where the train file comes first and has no labels, or of single files, of which the first 15
 * % of rows, at most 750, are not scored.
 */
public enum RowFamily {
    SMD("smd", Duration.ofMinutes(1), true),
    ASD("asd", Duration.ofMinutes(5), true),
    SERVICES("services", Duration.ofMinutes(5), true),
    CLOUDMON("cloudmon", Duration.ofMinutes(1), false),
    ECG("ecg", Duration.ofMillis(4), false);

    private static final double PROBATION_SHARE = 0.15;
    private static final int PROBATION_ROWS = 750;

    private final String folder;
    private final Duration rowInterval;
    private final boolean multivariate;

    RowFamily(String folder, Duration rowInterval, boolean multivariate) {
        this.folder = folder;
        this.rowInterval = rowInterval;
        this.multivariate = multivariate;
    }

    /** The name of its folder, and in tables. */
    public String folder() {
        return folder;
    }

    /** Whether a row has several metrics. */
    public boolean isMultivariate() {
        return multivariate;
    }

    /**
     * Its recordings below {@code data}, by name; empty if the family is absent.
     *
     * @throws IOException if one cannot be read
     */
    public List<RowRecording> recordings(Path data) throws IOException {
        Path root = data.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<CsvFile> files = CsvFile.at(root);
        boolean split = files.stream().anyMatch(RowFamily::isTest);
        List<RowRecording> recordings = new ArrayList<>();
        for (CsvFile file : files) {
            if (!split || isTest(file)) {
                recordings.add(recording(file, split ? trainOf(file, files) : null, split));
            }
        }
        return recordings;
    }

    private RowRecording recording(CsvFile file, @Nullable CsvFile past, boolean split) throws IOException {
        boolean[] labels = Columns.of(file, "label").flags("label");
        int slash = file.name().indexOf('/');
        String group = slash < 0 ? folder : file.name().substring(0, slash);
        int probation = split ? 0 : (int) Math.min(PROBATION_SHARE * labels.length, PROBATION_ROWS);
        return new RowRecording(new Recording(file.name(), group, file, past, rowInterval, 0), labels, probation);
    }

    private static boolean isTest(CsvFile file) {
        return file.stem().equals("test") || file.stem().endsWith("/test");
    }

    private static @Nullable CsvFile trainOf(CsvFile test, List<CsvFile> files) {
        String train = test.stem().substring(0, test.stem().length() - "test".length()) + "train";
        return files.stream()
                .filter(file -> file.stem().equals(train))
                .findFirst()
                .orElse(null);
    }
}
