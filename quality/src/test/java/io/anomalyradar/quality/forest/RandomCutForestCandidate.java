package io.anomalyradar.quality.forest;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The forest on one series, row by row: its score where its anomaly grade is above 0, else 0 (better on NAB than the
 * plain score); it alarms in those rows.
 */
public final class RandomCutForestCandidate implements Candidate {
    /** Called by the service loader. */
    public RandomCutForestCandidate() {}

    @Override
    public String name() {
        return "random cut forest, here";
    }

    @Override
    public double threshold() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public Answer answer(Recording recording) throws IOException {
        ThresholdedRandomCutForest forest = Forest.grown();
        List<Double> scores = new ArrayList<>();
        List<Boolean> alarms = new ArrayList<>();
        try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                if (Double.isNaN(row.values()[0])) {
                    scores.add(0.0);
                    alarms.add(false);
                    continue;
                }
                AnomalyDescriptor said = forest.process(new double[] {row.values()[0]}, scores.size());
                scores.add(said.getAnomalyGrade() > 0 ? said.getRCFScore() : 0.0);
                alarms.add(said.getAnomalyGrade() > 0);
            }
        }
        boolean[] flags = new boolean[alarms.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = alarms.get(i);
        }
        return Answer.of(scores.stream().mapToDouble(score -> score).toArray(), flags);
    }
}
