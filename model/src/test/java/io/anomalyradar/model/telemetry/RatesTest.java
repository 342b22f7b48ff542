package io.anomalyradar.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
    @Test
    void rate_isNamedBeforeTheLabels() {
        assertThat(Rates.name("bytes_total")).isEqualTo("bytes_total per second");
        assertThat(Rates.name("bytes_total,if=eth0,to=a")).isEqualTo("bytes_total per second,if=eth0,to=a");
    }

    @Test
    void longNames_areCut_andStayDifferent() {
        String a = "x".repeat(127) + "a";
        String b = "x".repeat(127) + "b";

        assertThat(Rates.name(a)).hasSize(FrameLimits.MAX_NAME_LENGTH).isNotEqualTo(Rates.name(b));
        assertThat(Rates.name("y".repeat(Rates.MAX_NAME_LENGTH))).endsWith("y per second");
        assertThat(FrameLimits.checkMetric(Rates.name(a))).isNull();
    }

    @Test
    void fittedName_isValid_whateverItHolds() {
        assertThat(LongNames.fitted("a\nb", 128)).matches("a\uFFFDb~[0-9a-f]{16}");
        assertThat(LongNames.fitted("\uD83D\uDE00".repeat(70), 128)).hasSizeLessThanOrEqualTo(128);
        assertThat(FrameLimits.checkMetric(LongNames.fitted("\uD83D\uDE00".repeat(70), 128)))
                .isNull();
    }
}
