package io.anomalyradar.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0ms", "250ms", "10s", "90s", "5m", "2h", "36h", "7d"})
    void parsed_isShownAsItWasWritten(String text) {
        assertThat(Durations.shown(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void units_areExact() {
        assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1w", "10 s later"})
    void otherForms_areRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
