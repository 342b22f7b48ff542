package io.anomalyradar.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.anomalyradar.app.broken.StartsAServerOfItsOwn;
import io.anomalyradar.detector.broken.HalvesItsNumbers;
import io.anomalyradar.detector.broken.KnowsTheBrowser;
import io.anomalyradar.detector.broken.KnowsTime;
import io.anomalyradar.detector.broken.RoundsAsTheHostDoes;
import io.anomalyradar.history.brokenfirst.KnowsItsNeighbour;
import io.anomalyradar.history.brokensecond.Neighbour;
import io.anomalyradar.model.broken.KnowsThePipeline;
import io.anomalyradar.model.broken.helper.HasAHomeForAnything;
import io.anomalyradar.model.broken.unmarked.ForgotNull;
import io.anomalyradar.notify.brokenfirst.CopiesAChannel;
import io.anomalyradar.notify.brokensecond.Channel;
import io.anomalyradar.pipeline.broken.KnowsTheModel;
import io.anomalyradar.quality.ranking.broken.KnowsTheJudged;
import io.anomalyradar.server.broken.EmbedsABroker;
import io.anomalyradar.server.broken.EvaluatesConditions;
import io.anomalyradar.server.broken.SpeaksTheHostsLanguage;
import io.anomalyradar.server.broken.ThingManager;
import io.anomalyradar.server.broken.UsesFlink;
import io.anomalyradar.wasm.broken.KeepsAMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesCanFailTest {
    static Stream<Arguments> rulesAndWhatBreaksThem() {
        return Stream.of(
                breaks(Rules.FLINK_ONLY_IN_PIPELINE_AND_APP, UsesFlink.class),
                breaks(Rules.ARMERIA_ONLY_IN_SERVER, StartsAServerOfItsOwn.class),
                breaks(Rules.BROKER_ONLY_IN_APP, EmbedsABroker.class),
                breaks(Rules.CEL_ONLY_IN_ALERTING, EvaluatesConditions.class),
                breaks(Rules.TEAVM_ONLY_IN_WASM, KnowsTheBrowser.class),
                breaks(Rules.WASM_KNOWS_ONLY_THE_DETECTOR, KeepsAMap.class),
                breaks(Rules.DETECTOR_KNOWS_ONLY_THE_LANGUAGE, KnowsTime.class),
                breaks(Rules.MATH_ONLY_IN_NUMERICS, RoundsAsTheHostDoes.class),
                breaks(Rules.NO_FLOATS_IN_THE_DETECTOR, HalvesItsNumbers.class),
                breaks(Rules.STORES_DO_NOT_KNOW_EACH_OTHER, KnowsItsNeighbour.class, Neighbour.class),
                breaks(Rules.CHANNELS_DO_NOT_KNOW_EACH_OTHER, CopiesAChannel.class, Channel.class),
                breaks(Rules.SCORERS_ARE_PURE, KnowsTheJudged.class),
                breaks(Rules.PACKAGES_ARE_NAMED_BY_FEATURE, HasAHomeForAnything.class),
                breaks(Rules.TYPES_ARE_NAMED_BY_ROLE, ThingManager.class),
                breaks(Rules.NO_CYCLES_BETWEEN_ROOMS, KnowsThePipeline.class, KnowsTheModel.class),
                breaks(Rules.PACKAGES_ARE_NULL_MARKED, ForgotNull.class),
                breaks(Rules.NOTHING_FOLLOWS_THE_HOSTS_LOCALE, SpeaksTheHostsLanguage.class),
                breaks(Rules.dependenciesOf(Room.MODEL), KnowsThePipeline.class));
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhatBreaksThem")
    void brokenRule_isSeen(ArchRule rule, JavaClasses broken) {
        assertThat(rule.evaluate(broken).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    private static Arguments breaks(ArchRule rule, Class<?>... broken) {
        return arguments(rule, new ClassFileImporter().importClasses(broken));
    }
}
