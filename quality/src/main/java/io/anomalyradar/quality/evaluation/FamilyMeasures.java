package io.anomalyradar.quality.evaluation;

import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.dataset.BehaviourFolder;
import io.anomalyradar.quality.dataset.BehaviourRecording;
import io.anomalyradar.quality.dataset.NabFolder;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.dataset.Recording;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.dataset.SkabFolder;
import io.anomalyradar.quality.dataset.SkabRecording;
import io.anomalyradar.quality.dataset.TsbFolder;
import io.anomalyradar.quality.dataset.TsbRecording;
import io.anomalyradar.quality.events.Episodes;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.families.Measure;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.normal.Extent;
import io.anomalyradar.quality.ranking.Ranking;
import io.anomalyradar.quality.skab.PointCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The figures of the labelled data, by the family that is left out.
 *
 * <p>NAB is one family: its categories share labellers, windows and the rule by which they are scored, and settings
 * were chosen on all of them. TSB-AD is no family: its NAB series belong to NAB, its SMD series to SMD; those of SMAP
 * and MSL are telemetry of the same agency under the same labels, and one family. Recordings in normal operation belong
 * to the family whose devices they come from. Scores (AP, VUS-PR) do not change with the alarm policy; what alarms are
 * worth is measured by events found and by quiet weeks, of which each family that has one has the other.
 */
public final class FamilyMeasures {
    private static final String NAB = "nab";
    private static final String SKAB = "skab";
    private static final String TELEMETRY = "smap, msl";
    private static final int SKAB_LEARNING = 400;
    private static final int CUTS = 200;
    private static final JointConfig SEPARATELY = new JointConfig(false, 2, 2, 0, 1, 0);

    private final Path data;
    private final Path scratch;
    private final List<Measure> measures = new ArrayList<>();

    private FamilyMeasures(Path data, Path scratch) {
        this.data = data;
        this.scratch = scratch;
    }

    /**
     * The figures of all families below {@code data}; histories are written to {@code scratch}.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<Measure> below(Path data, Path scratch) throws IOException {
        FamilyMeasures all = new FamilyMeasures(data, scratch);
        all.nab();
        all.skab();
        for (RowFamily family : RowFamily.values()) {
            List<RowRecording> recordings = family.recordings(data);
            if (!recordings.isEmpty()) {
                all.measures.add(Measure.of(
                        family.folder(),
                        "mean AP",
                        family.isMultivariate(),
                        candidate -> precision(candidate, recordings)));
                all.measures.add(new Measure(
                        family.folder(),
                        "event F1, anomalies of series",
                        false,
                        product -> events(product, recordings),
                        null));
            }
        }
        all.tsb();
        all.quiet();
        Path behaviour = data.resolve("behaviour");
        if (Files.isDirectory(behaviour)) {
            List<BehaviourRecording> worlds = new BehaviourFolder(behaviour).recordings();
            all.measures.add(new Measure(
                    "behaviour",
                    "share kept",
                    false,
                    product -> BehaviourEvaluation.outcome(BehaviourEvaluation.kept(product, worlds)),
                    null));
        }
        return List.copyOf(all.measures);
    }

    private void nab() throws IOException {
        if (Files.isDirectory(data.resolve(NAB))) {
            List<NabRecording> recordings = new NabFolder(data.resolve(NAB)).recordings();
            measures.add(new Measure(
                    NAB,
                    "NAB standard / 100, opened anomalies",
                    false,
                    product -> openings(product, recordings),
                    candidate -> atBestThreshold(candidate, recordings)));
        }
    }

    private static UnitFigures openings(Product product, List<NabRecording> recordings) throws IOException {
        return nab(NabCorpus.of(product, recordings).byOpening(), 1);
    }

    private static UnitFigures atBestThreshold(Candidate candidate, List<NabRecording> recordings) throws IOException {
        NabScorer scorer = NabCorpus.of(candidate, recordings).byScore();
        return nab(scorer, scorer.optimised(NabProfile.STANDARD).threshold());
    }

    private static UnitFigures nab(NabScorer scorer, double threshold) {
        return new UnitFigures(scorer.parts(threshold), sum -> NabScorer.score(NabProfile.STANDARD, sum) / 100);
    }

    private void skab() throws IOException {
        if (Files.isDirectory(data.resolve(SKAB))) {
            List<SkabRecording> runs = new SkabFolder(data.resolve(SKAB)).recordings();
            measures.add(new Measure(
                    SKAB, "F1 of alarms", true, product -> f1(product, runs), candidate -> bestF1(candidate, runs)));
        }
    }

    private static UnitFigures f1(Product product, List<SkabRecording> runs) throws IOException {
        List<double[]> units = new ArrayList<>();
        for (SkabRecording run : runs) {
            Answer answer = product.answer(run.recording()).from(SKAB_LEARNING);
            units.add(counts(answer.alarms(), run));
        }
        return f1(units);
    }

    /** F1 at the best of many thresholds for all runs. */
    private static UnitFigures bestF1(Candidate candidate, List<SkabRecording> runs) throws IOException {
        List<double[]> scores = new ArrayList<>();
        for (SkabRecording run : runs) {
            scores.add(candidate.answer(run.recording()).from(SKAB_LEARNING).scores());
        }
        double[] sorted =
                scores.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        UnitFigures best = null;
        for (int cut = 0; cut < CUTS; cut++) {
            double threshold = sorted[(int) ((long) cut * (sorted.length - 1) / (CUTS - 1))];
            List<double[]> units = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                boolean[] alarms = new boolean[scores.get(i).length];
                for (int row = 0; row < alarms.length; row++) {
                    alarms[row] = scores.get(i)[row] >= threshold;
                }
                units.add(counts(alarms, runs.get(i)));
            }
            UnitFigures outcome = f1(units);
            best = best == null || outcome.value() > best.value() ? outcome : best;
        }
        return Objects.requireNonNull(best);
    }

    private static double[] counts(boolean[] alarms, SkabRecording run) {
        boolean[] faults = Arrays.copyOfRange(run.faults(), SKAB_LEARNING, run.faults().length);
        PointCounts counts = PointCounts.of(alarms, faults);
        return new double[] {counts.truePositives(), counts.falsePositives(), counts.falseNegatives()};
    }

    private static UnitFigures f1(List<double[]> counts) {
        return new UnitFigures(counts, sum -> sum[0] == 0 ? 0 : sum[0] / (sum[0] + (sum[1] + sum[2]) / 2));
    }

    private static UnitFigures precision(Candidate candidate, List<RowRecording> recordings) throws IOException {
        List<Double> values = new ArrayList<>();
        for (RowRecording one : recordings) {
            boolean[] labels = Arrays.copyOfRange(one.labels(), one.probation(), one.labels().length);
            if (hasBothClasses(labels)) {
                double[] scores =
                        candidate.answer(one.recording()).from(one.probation()).scores();
                Optional<Ranking> ranking = Ranking.of(scores, labels);
                ranking.ifPresent(found -> values.add(found.averagePrecision()));
            }
        }
        return UnitFigures.mean(values);
    }

    /** Event F1 of the rows in which any metric is in alarm, each metric scored separately. */
    private static UnitFigures events(Product product, List<RowRecording> recordings) throws IOException {
        Product separately = new Product(product.config(), SEPARATELY);
        List<double[]> units = new ArrayList<>();
        for (RowRecording one : recordings) {
            boolean[] labels = Arrays.copyOfRange(one.labels(), one.probation(), one.labels().length);
            boolean[] alarms =
                    separately.answer(one.recording()).from(one.probation()).alarms();
            EventCounts counts = Episodes.count(alarms, labels, RowEvaluation.GAP);
            units.add(new double[] {counts.found(), counts.falseEpisodes(), counts.events()});
        }
        return new UnitFigures(units, sum -> sum[0] == 0 ? 0 : 2 * sum[0] / (sum[0] + sum[1] + sum[2]));
    }

    private static boolean hasBothClasses(boolean[] labels) {
        for (boolean label : labels) {
            if (label != labels[0]) {
                return true;
            }
        }
        return false;
    }

    private void tsb() throws IOException {
        TsbFolder folder = new TsbFolder(data.resolve("tsb"), scratch);
        for (TsbFolder.Kind kind : TsbFolder.Kind.values()) {
            List<TsbRecording> all = folder.recordings(kind);
            volumes(kind, NAB, all, "NAB");
            volumes(kind, "smd", all, "SMD");
            volumes(kind, TELEMETRY, all, "SMAP", "MSL");
        }
    }

    private void volumes(TsbFolder.Kind kind, String family, List<TsbRecording> all, String... sources) {
        List<TsbRecording> own = all.stream()
                .filter(one -> List.of(sources).contains(one.source()))
                .toList();
        if (!own.isEmpty()) {
            measures.add(Measure.of(
                    family,
                    "VUS-PR, " + kind.shown(),
                    kind == TsbFolder.Kind.MULTIVARIATE,
                    candidate -> UnitFigures.mean(TsbEvaluation.volumes(candidate, own))));
        }
    }

    private void quiet() throws IOException {
        for (Map.Entry<String, List<Recording>> group :
                new NormalRecordings(data).groups().entrySet()) {
            String family = group.getKey().substring(0, group.getKey().indexOf(','));
            if (family.equals(SKAB)) {
                continue; // one run of a few hours tells nothing about weeks
            }
            measures.add(new Measure(
                    family,
                    "quiet share of series-weeks without a fault",
                    false,
                    product -> quiet(product, group.getValue()),
                    null));
        }
    }

    private static UnitFigures quiet(Product product, List<Recording> recordings) throws IOException {
        List<double[]> units = new ArrayList<>();
        for (Recording recording : recordings) {
            Extent extent = NormalRecordings.extent(recording, product.config(), SEPARATELY);
            units.add(new double[] {extent.quietWeeks(), extent.seriesWeeks()});
        }
        return UnitFigures.ratio(units);
    }
}
