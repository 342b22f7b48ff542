package io.anomalyradar.alerting.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random correlations over random inputs against a count over the whole sequence at each input. */
class CorrelationModelTest {
    private static final long WITHIN = 12_000;

    @Property(tries = 3_000)
    void matches_areThoseOfACount_whateverTheArrivalAndTheRestarts(@ForAll long seed) throws SettingsException {
        Random random = new Random(seed);
        List<PatternStage> stages = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Glob what = new Glob(random.nextInt(5) == 0 ? "*" : String.valueOf((char) ('a' + random.nextInt(4))));
            int times = 1 + random.nextInt(3);
            stages.add(new PatternStage(
                    "s" + i, PatternStage.Input.EVENT, what, "", PatternStage.Follows.FOLLOWED_BY, times, times));
        }
        int minimum = 1 + random.nextInt(count);
        EventPattern pattern = new EventPattern(
                "p", "p", true, AlertSeverity.HIGH, "", WITHIN, EventPattern.Skip.PAST_LAST, 0, stages, minimum, null);
        List<PatternInput> inputs = Arrivals.random(random, 4 + random.nextInt(25), 4_000);

        List<PatternMatch> found = Arrivals.run(CompiledPattern.of(pattern), inputs, random, move -> {});

        assertThat(found.stream().map(PatternMatch::endMillis))
                .as("%s over %s", pattern, inputs)
                .isEqualTo(counted(stages, minimum, inputs));
    }

    /** The times of the inputs with which a match is complete. */
    private static List<Long> counted(List<PatternStage> stages, int minimum, List<PatternInput> inputs) {
        List<Long> found = new ArrayList<>();
        int from = 0; // what came before was used up
        for (int i = 0; i < inputs.size(); i++) {
            long now = inputs.get(i).timeMillis();
            List<PatternInput> within = inputs.subList(from, i + 1).stream()
                    .filter(input -> now - input.timeMillis() <= WITHIN)
                    .toList();
            String name = inputs.get(i).name();
            boolean isTaken = stages.stream().anyMatch(stage -> stage.what().matches(name));
            long occurred = stages.stream()
                    .filter(stage -> within.stream()
                                    .filter(input -> stage.what().matches(input.name()))
                                    .count()
                            >= stage.least())
                    .count();
            if (isTaken && occurred >= minimum) {
                found.add(now);
                from = i + 1;
            }
        }
        return found;
    }
}
