package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FrameIdsTest {
    private final FrameIds ids = new FrameIds();

    @Test
    void bodyOfTheLargestSize_isKnownWhole() {
        List<String> body = IntStream.range(0, FrameIds.MOST_FRAMES)
                .mapToObj(i -> "a-key:" + i)
                .toList();

        assertThat(body).allMatch(ids::add);
        assertThat(body).noneMatch(ids::add);
    }

    @Test
    void largeBodyAfterOthers_isKnownWhole() {
        IntStream.range(0, 3_000).forEach(i -> ids.add("other" + i + "-"));

        List<String> body = IntStream.range(0, 100_000).mapToObj(i -> "b#" + i).toList();

        assertThat(body).allMatch(ids::add);
        assertThat(body).noneMatch(ids::add);
    }

    @Test
    void everyHundredthFrameOfABody_isKnown() {
        List<String> body =
                IntStream.range(0, 2_500).mapToObj(i -> "body-" + 100 * i).toList();

        assertThat(body).allMatch(ids::add);
        assertThat(body).noneMatch(ids::add);
    }

    @Test
    void idsWithoutNumbers_theNewestAreKnown() {
        Deque<String> known = new ArrayDeque<>();
        for (int i = 0; i < 3_000; i++) {
            String id = "id-" + i + "-x";
            assertThat(ids.add(id)).isTrue();
            known.addLast(id);
            if (known.size() > FrameIds.FEW_ENTRIES) {
                known.removeFirst();
            }
        }

        assertThat(known).noneMatch(ids::add);
        assertThat(ids.count()).isEqualTo(FrameIds.FEW_ENTRIES);
    }

    @Test
    void idsThatLookAlike_areDifferent() {
        assertThat(Stream.of("a", "a0", "a00", "a1", "a01", "a10", "1", "01", "", "0", "1000000000", "a1000000000"))
                .allMatch(ids::add);
    }

    @Property
    void anyIds_areKnownExactly(@ForAll @Size(max = 300) List<@StringLength(max = 3) String> some) {
        FrameIds fresh = new FrameIds();
        Set<String> model = new HashSet<>();

        for (String id : some) {
            assertThat(fresh.add(id)).isEqualTo(model.add(id));
        }
    }

    @Property(tries = 50)
    void copyAndBytes_knowTheSameAndShareNothing(@ForAll @IntRange(max = 2_000) int count) throws IOException {
        FrameIds original = new FrameIds();
        IntStream.range(0, count).forEach(i -> original.add("k" + 37 * i));

        FrameIds copy = original.copy();
        FrameIds read = Bytes.copied(original, new FrameIdsSerializer());
        original.add("afterwards-");

        for (FrameIds other : List.of(copy, read)) {
            assertThat(other.add("k" + 37 * (count - 1))).isEqualTo(count == 0);
            assertThat(other.add("afterwards-")).isTrue();
        }
    }
}
