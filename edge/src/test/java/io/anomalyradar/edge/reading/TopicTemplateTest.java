package io.anomalyradar.edge.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTemplateTest {
    @Test
    void levels_haveTheirNames() {
        TopicTemplate template = TopicTemplate.of("plant/{site}/{device}/{metric}");

        assertThat(template.filter()).isEqualTo("plant/+/+/+");
        assertThat(template.match("plant/north/pump-7/temp"))
                .isEqualTo(Map.of("site", "north", "device", "pump-7", "metric", "temp"));
        assertThat(template.match("plant/north/pump-7")).isNull();
        assertThat(template.match("works/north/pump-7/temp")).isNull();
        assertThat(template.match("plant/north/pump-7/temp/max")).isNull();
    }

    @Test
    void rest_isAllThatFollows() {
        TopicTemplate template = TopicTemplate.of("{device}/+/{metric#}");

        assertThat(template.filter()).isEqualTo("+/+/#");
        assertThat(template.match("press/x/oil/temp")).isEqualTo(Map.of("device", "press", "metric", "oil/temp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/#/b", "a/{b#}/c", "a/{b", "a/b+", "{a}/{a}", "a/{}"})
    void noTemplate_refused(String text) {
        assertThatThrownBy(() -> TopicTemplate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
