package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAnswerTest {
    private static final HttpTarget TARGET = new HttpTarget(URI.create("http://127.0.0.1/"), "url", "secret");

    @ParameterizedTest
    @CsvSource({
        "'Wed, 21 Oct 2015 00:00:30 GMT', 'Wed, 21 Oct 2015 00:00:00 GMT', 30",
        "'Wed, 21 Oct 2015 23:59:59 GMT', 'Wed, 21 Oct 2015 00:00:00 GMT', 600",
        "'Wed, 21 Oct 2015 00:00:00 GMT', 'Wed, 21 Oct 2015 00:00:30 GMT',",
        "'Wed, 21 Oct 2015 00:00:30 GMT', '',",
        "'Mon, 21 Oct 2015 00:00:30 GMT', 'Wed, 21 Oct 2015 00:00:00 GMT',"
    })
    void retryAfterAsADate_countsFromTheReceiversOwnClock(String retryAfter, String date, @Nullable Long seconds) {
        Outcome outcome = new HttpAnswer(429, retryAfter, date).outcome(TARGET);

        Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(outcome).isEqualTo(new Outcome.Retryable("the receiver answered 429", expected));
    }
}
