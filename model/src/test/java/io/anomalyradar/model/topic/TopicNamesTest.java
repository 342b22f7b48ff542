package io.anomalyradar.model.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
    @Test
    void everyName_beginsWithThePrefix() {
        TopicNames names = new TopicNames("site-b.");

        assertThat(names.telemetry()).isEqualTo("site-b.telemetry");
        assertThat(names.deadLetters()).isEqualTo("site-b.deadletter");
        assertThat(names.job()).isEqualTo("site-b.pipeline");
        assertThat(names.group("pipeline")).isEqualTo("site-b.pipeline");
        assertThat(names.client("ingest")).isEqualTo("site-b.ingest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä.", "radar:"})
    void prefixThatKafkaWouldRefuse_isRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames(prefix))
                .withMessageContaining("kafka.topic-prefix must be 1 to 100 letters");
    }
}
