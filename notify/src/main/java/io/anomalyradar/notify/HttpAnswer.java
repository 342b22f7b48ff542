package io.anomalyradar.notify;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The head of a receiver's answer.
 *
 * @param retryAfter header Retry-After; empty when it is absent
 * @param date header Date; empty when it is absent
 */
record HttpAnswer(int status, String retryAfter, String date) {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int MAX_RETRY_AFTER_DIGITS = 9;

    static HttpAnswer of(HttpResponse.ResponseInfo head) {
        return new HttpAnswer(
                head.statusCode(),
                head.headers().firstValue("Retry-After").orElse(""),
                head.headers().firstValue("Date").orElse(""));
    }

    /**
     * The meaning of the status for the notification. Every answer that a wrong URL, an expired secret or a receiver
     * under repair can cause is retryable and names the remedy; only a refusal of the message itself is final.
     */
    Outcome outcome(HttpTarget target) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String reason = "the receiver answered " + status;
        return switch (status) {
            case 413, 415, 422 -> new Outcome.Refused(reason + ": it does not accept messages like this one");
            case 401, 403, 407 ->
                retryable(reason + ": see that the secret in " + target.secretSetting() + " is right and still valid");
            case 400, 404, 405, 410 -> retryable(reason + ": see that " + target.urlSetting() + " is right");
            default ->
                status >= 300 && status < 400
                        ? retryable(reason + ", a redirect, which is not followed: set " + target.urlSetting()
                                + " to where it leads")
                        : retryable(reason);
        };
    }

    private Outcome retryable(String reason) {
        return new Outcome.Retryable(reason, asked());
    }

    /**
     * Retry-After in seconds, or as a date, which counts from the receiver's own Date, whatever our clock says. Nonsense
     * counts as absent.
     */
    private @Nullable Duration asked() {
        boolean digits = !retryAfter.isEmpty()
                && retryAfter.length() <= MAX_RETRY_AFTER_DIGITS
                && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            return bounded(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        try {
            Duration asked = Duration.between(
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)),
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter)));
            return asked.isNegative() ? null : bounded(asked);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
