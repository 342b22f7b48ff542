package io.anomalyradar.app.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTableTest {
    @Test
    void answer_isATable_withNumbersAtTheRight() {
        AnswerTable table = AnswerTable.of(
                """
                {"columns":[{"name":"device","type":"VARCHAR"},{"name":"n","type":"BIGINT"}],
                 "rows":[["pump",7],["a\\u001b[2J",12345],[null,null]],"complete":false,"millis":3}
                """
                        .getBytes(UTF_8));

        assertThat(table.lines()).containsExactly("device      n", "pump        7", "a [2J   12345", "-           -");
        assertThat(table.complete()).isFalse();
    }

    @Test
    void emptyAnswer_hasItsHeader() {
        AnswerTable table = AnswerTable.of(
                "{\"columns\":[{\"name\":\"a\",\"type\":\"X\"}],\"rows\":[],\"complete\":true,\"millis\":0}"
                        .getBytes(UTF_8));

        assertThat(table.lines()).containsExactly("a");
        assertThat(table.complete()).isTrue();
    }
}
