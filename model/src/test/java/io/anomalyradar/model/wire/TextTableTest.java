package io.anomalyradar.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final int NAMES = 20_000;

    private final TextTable table = new TextTable();

    @Test
    void namesOfManyDevicesThatTakeTurns_areMostlyTheSameObjects() throws Exception {
        for (int round = 0; round < 4; round++) { // the table grows meanwhile
            round();
        }
        List<String> before = round();
        List<String> after = round();

        int same = 0;
        for (int i = 0; i < NAMES; i++) {
            if (isSame(before.get(i), after.get(i))) {
                same++;
            }
        }
        assertThat(after).isEqualTo(before);
        assertThat(same).isGreaterThan(NAMES / 2);
    }

    private List<String> round() throws Exception {
        List<String> texts = new ArrayList<>(NAMES);
        for (int i = 0; i < NAMES; i++) {
            byte[] bytes = ("press-" + i).getBytes(StandardCharsets.UTF_8);
            texts.add(table.text(bytes, 0, bytes.length));
        }
        return texts;
    }

    @SuppressWarnings("ReferenceEquality") // the question is whether it is the same object
    private static boolean isSame(String one, String other) {
        return one == other;
    }
}
