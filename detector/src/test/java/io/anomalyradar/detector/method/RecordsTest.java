package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecordsTest {

    @Property(tries = 50)
    void evidence_anySignal_isTheNoveltyOfTheSample(@ForAll long seed) {
        Subject subject = new Subject(RecordConfig.DEFAULT);
        Novelty novelty = new Novelty(new NoveltyConfig(5, 0.2, Sides.BOTH));
        double[] state = new double[novelty.stateSize()];
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < 500; i++) {
            double x = random.noise() * (i % 100 == 99 ? 3 : 1);
            double score = novelty.score(state, 0, x);
            assertThat(subject.step(x).evidence()).isEqualTo(Math.abs(score));
            assertThat(subject.last().unusual()).isEqualTo(Math.abs(score) >= 4);
            if (novelty.isReady(state, 0)) {
                assertThat(subject.last().upper()).isCloseTo(novelty.upper(state, 0, 4), within(1e-12));
            }
            novelty.update(state, 0, x);
        }
    }
}
