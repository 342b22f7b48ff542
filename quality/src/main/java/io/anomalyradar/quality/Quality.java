package io.anomalyradar.quality;

import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.quality.candidate.Asked;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.cost.Cost;
import io.anomalyradar.quality.dataset.BehaviourFolder;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.dataset.PetShopFolder;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.dataset.TsbFolder;
import io.anomalyradar.quality.dataset.TsbRecording;
import io.anomalyradar.quality.evaluation.BehaviourEvaluation;
import io.anomalyradar.quality.evaluation.FamilyMeasures;
import io.anomalyradar.quality.evaluation.MethodComparison;
import io.anomalyradar.quality.evaluation.NabEvaluation;
import io.anomalyradar.quality.evaluation.NormalRecordings;
import io.anomalyradar.quality.evaluation.RootCauseEvaluation;
import io.anomalyradar.quality.evaluation.RowEvaluation;
import io.anomalyradar.quality.evaluation.ScorerValidation;
import io.anomalyradar.quality.evaluation.SkabEvaluation;
import io.anomalyradar.quality.evaluation.TsbEvaluation;
import io.anomalyradar.quality.families.LeaveOneFamilyOut;
import io.anomalyradar.quality.families.Measure;
import io.anomalyradar.quality.pages.PagesEvaluation;
import io.anomalyradar.quality.report.Origin;
import io.anomalyradar.quality.report.Report;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.synthetic.FaultSuite;
import io.anomalyradar.quality.synthetic.IncidentSuite;
import io.anomalyradar.quality.synthetic.NormalSuite;
import io.anomalyradar.quality.synthetic.PriorSuite;
import io.anomalyradar.quality.synthetic.YouthSuite;
import io.anomalyradar.quality.worlds.FleetAge;
import io.anomalyradar.quality.worlds.FleetSuite;
import io.anomalyradar.quality.worlds.TradeOff;
import io.anomalyradar.quality.worlds.WorldSuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the measurements one after another, prints the results and writes the report. */
@Command(
        name = "quality/run",
        mixinStandardHelpOptions = true,
        description = "Measures accuracy on labelled and synthetic data; prints it and writes docs/quality.md.")
public final class Quality implements Callable<Integer> {
    private static final String NAB = "nab";
    private static final String SKAB = "skab";
    private static final String TSB = "tsb";
    private static final String BEHAVIOUR = "behaviour";
    private static final String PETSHOP = "petshop";
    private static final String SYNTHETIC = "synthetic";
    private static final String NORMAL = "normal";
    private static final String PAGES = "pages";
    private static final String COST = "cost";
    private static final String LOFO = "lofo";
    private static final String WORLDS = "worlds";
    private static final int WORLD_COUNT = 600;

    /** Families on which constants of the default were set, or that were in view when it was made. */
    private static final Set<String> TUNED =
            Set.of("nab", "skab", "smd", "asd", "services", "cloudmon", "ecg", "behaviour", "worlds");

    private static final String METHODS = "methods";
    private static final String QUICK = "quick";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The labelled data; without it, only the parts that need none run.")
    @Nullable
    Path data;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "Only these parts: nab, skab, smd, asd, services, cloudmon, ecg, tsb, behaviour, petshop, worlds,"
                            + " synthetic, normal, pages, cost; lofo, which leaves one family out at a time; and methods and quick, which run"
                            + " only"
                            + " when named.")
    Set<String> only = Set.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Use another setting; the report is not written.")
    Map<String, String> assignments = new LinkedHashMap<>();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the worlds: another seed draws other worlds; the report is not written.")
    long seed;

    @Option(names = "--root", defaultValue = ".", description = "The project directory (default: the current one).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path root;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    private boolean sound = true;

    /**
     * {@code quality/run --help} lists the options. Exits with 1 if the scorer does not reproduce published figures.
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Quality()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        RadarConfig settings = RadarConfig.of(new ConfigReader(Map.of()).read(null, assignments));
        DetectorConfig config = settings.detector();
        Origin origin = Origin.of(Clock.systemUTC(), root, config.version());
        Report report = new Report(origin);
        print(origin.lines());
        Consumer<Section> told = section -> {
            report.add(section);
            print(section.lines());
        };
        if (isWanted(LOFO) && data != null) {
            for (Section section : leaveOneOut(data)) {
                report.addHeadline(section);
                print(section.lines());
            }
        }
        measure(new Product(config, settings.joint()), told);
        if (data != null && only.contains(METHODS)) {
            List<NabRecording> recordings = new NabEvaluation(data.resolve(NAB)).recordings();
            told.accept(new MethodComparison(config, settings.joint(), recordings).section());
        }
        if (data != null && only.contains(QUICK)) {
            told.accept(Quick.section(new Product(config, settings.joint()), data.resolve(BEHAVIOUR), seed));
        }
        print(report.summary().lines());
        if (only.isEmpty() && assignments.isEmpty() && seed == 1 && data != null) {
            Files.writeString(
                    root.resolve("docs/quality.md"),
                    String.join("\n", report.lines()).stripTrailing() + "\n");
        }
        return sound ? 0 : 1;
    }

    private void measure(Product product, Consumer<Section> told) throws IOException, RunnerException {
        DetectorConfig config = product.config();
        if (data != null) {
            labelled(data, product, told);
        }
        if (isWanted(WORLDS)) {
            told.accept(new WorldSuite(seed, WORLD_COUNT).section(config));
            told.accept(new FleetSuite(seed).section(config, product.joint()));
            told.accept(new FleetAge(seed).section(config));
            told.accept(new TradeOff(seed).section(CandidateSettings.thresholds(assignments)));
        }
        if (isWanted(SYNTHETIC)) {
            told.accept(new FaultSuite(config).section());
            told.accept(new YouthSuite(config).section());
            told.accept(new IncidentSuite(config).section());
            told.accept(new NormalSuite(Asked.of(config)).section());
            told.accept(new PriorSuite(Asked.of(config)).section());
        }
        if (data != null && isWanted(NORMAL)) {
            told.accept(new NormalRecordings(data).section(Asked.of(config), product.joint()));
        }
        if (data != null && isWanted(PAGES)) {
            told.accept(new PagesEvaluation(data).section(product));
        }
        if (isWanted(COST)) {
            told.accept(Cost.section(config));
        }
    }

    private void labelled(Path folder, Candidate product, Consumer<Section> told) throws IOException {
        if (isWanted(NAB) && isThere(folder, NAB, told)) {
            List<Candidate> candidates = new ArrayList<>(List.of(product));
            ServiceLoader.load(Candidate.class).forEach(candidates::add);
            NabEvaluation nab = new NabEvaluation(folder.resolve(NAB));
            told.accept(nab.section(candidates));
            ScorerValidation validation = ScorerValidation.of(nab, folder.resolve("nab/results"));
            told.accept(validation.section());
            sound &= validation.holds();
        }
        if (isWanted(SKAB) && isThere(folder, SKAB, told)) {
            told.accept(new SkabEvaluation(folder.resolve(SKAB)).section(product));
        }
        for (RowFamily family : RowFamily.values()) {
            if (isWanted(family.folder()) && isThere(folder, family.folder(), told)) {
                List<RowRecording> recordings = family.recordings(folder);
                told.accept(new RowEvaluation(family, recordings).section(product));
            }
        }
        if (isWanted(TSB) && isThere(folder, TSB, told)) {
            tsb(folder.resolve(TSB), product, told);
        }
        if (isWanted(BEHAVIOUR) && isThere(folder, BEHAVIOUR, told)) {
            List<Candidate> candidates = new ArrayList<>(List.of(product, zScore()));
            ServiceLoader.load(Candidate.class).forEach(candidates::add);
            told.accept(new BehaviourEvaluation(new BehaviourFolder(folder.resolve(BEHAVIOUR)).recordings())
                    .section(candidates));
        }
        if (isWanted(PETSHOP) && isThere(folder, PETSHOP, told)) {
            told.accept(new RootCauseEvaluation(new PetShopFolder(folder.resolve(PETSHOP)).cases()).section());
        }
    }

    private List<Section> leaveOneOut(Path folder) throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            List<Measure> measures = new ArrayList<>(FamilyMeasures.below(folder, scratch.path()));
            WorldSuite worlds = new WorldSuite(seed, WORLD_COUNT);
            measures.add(new Measure(WORLDS, "event F1", false, one -> worlds.eventF1(one.config()), null));
            measures.add(new Measure(
                    WORLDS, "quiet share of worlds without a fault", false, one -> worlds.quiet(one.config()), null));
            return new LeaveOneFamilyOut(measures, CandidateSettings.with(assignments), TUNED).sections();
        }
    }

    /** The simplest of our detectors. */
    private static Candidate zScore() throws IOException {
        RadarConfig settings =
                RadarConfig.of(new ConfigReader(Map.of()).read(null, Map.of("detector.method", "zscore")));
        return new Product("detector.method=zscore", settings.detector(), settings.joint());
    }

    private static void tsb(Path folder, Candidate product, Consumer<Section> told) throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            TsbFolder tsb = new TsbFolder(folder, scratch.path());
            for (TsbFolder.Kind kind : TsbFolder.Kind.values()) {
                List<TsbRecording> recordings = tsb.recordings(kind);
                if (!recordings.isEmpty()) {
                    told.accept(new TsbEvaluation(kind, recordings).section(product));
                }
            }
        }
    }

    private boolean isWanted(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private static boolean isThere(Path folder, String family, Consumer<Section> told) {
        if (Files.isDirectory(folder.resolve(family))) {
            return true;
        }
        told.accept(new Section(family).text("Skipped: there is no folder " + family + "."));
        return false;
    }

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
