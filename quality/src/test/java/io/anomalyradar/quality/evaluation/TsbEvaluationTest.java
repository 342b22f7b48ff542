package io.anomalyradar.quality.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.quality.candidate.OneLiner;
import io.anomalyradar.quality.dataset.TsbFolder;
import io.anomalyradar.quality.dataset.TsbFolder.Kind;
import io.anomalyradar.quality.dataset.TsbRecording;
import io.anomalyradar.quality.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TsbEvaluationTest {
    private static final String NAME = "007_PUMP_id_1_Sensor_tr_3_1st_6";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void series_isReadWithItsHistoryWindowAndPublishedFigures() throws IOException {
        List<TsbRecording> recordings = recordings();

        assertThat(recordings).hasSize(1);
        TsbRecording one = recordings.get(0);
        assertThat(one.source()).isEqualTo("PUMP");
        assertThat(one.window()).isEqualTo(4);
        assertThat(one.labels()).containsExactly(false, false, false, false, false, false, true, true);
        assertThat(one.published()).containsEntry("Sub-PCA", 0.5).containsEntry("POLY", 0.75);
        assertThat(one.recording().past()).isNotNull().satisfies(past -> assertThat(Files.readAllLines(past.path()))
                .containsExactly("Data,Label", "0,0", "1,0", "0,0"));
        assertThat(new TsbFolder(folder, folder.resolve("scratch")).recordings(Kind.MULTIVARIATE))
                .isEmpty();
    }

    @Test
    void section_ordersMethodsByTheirMean_andSaysWhereADetectorLosesToOneLiners() throws IOException {
        Section section = new TsbEvaluation(Kind.UNIVARIATE, recordings()).section(OneLiner.RUNNING_Z);

        assertThat(Fixture.row(section, "POLY").subList(0, 3)).containsExactly("POLY", "0.750", "0.750");
        assertThat(section.lines().stream()
                        .filter(line -> line.startsWith("**It loses to"))
                        .toList())
                .singleElement()
                .asString()
                .contains("difference from the row before");
    }

    private List<TsbRecording> recordings() throws IOException {
        Files.createDirectories(folder.resolve("u"));
        Files.writeString(folder.resolve("u/" + NAME + ".csv"), "Data,Label\n0,0\n1,0\n0,0\n1,0\n0,0\n1,0\n9,1\n0,1\n");
        Files.writeString(
                folder.resolve("published.json"),
                "{\"u\":{\"methods\":[\"Sub-PCA\",\"POLY\"],\"series\":{\"" + NAME + "\":[0.5,0.75]}},\"window\":{\""
                        + NAME + "\":4}}");
        return new TsbFolder(folder, folder.resolve("scratch")).recordings(Kind.UNIVARIATE);
    }
}
