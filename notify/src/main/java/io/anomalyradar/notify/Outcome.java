package io.anomalyradar.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to deliver a notification. The reasons are for people and never hold a secret. */
public sealed interface Outcome {
    /** Why the receiver does not have it, as far as is known; empty when it has it. */
    String reason();

    /** The receiver said that it has it. */
    record Delivered() implements Outcome {
        @Override
        public String reason() {
            return "";
        }
    }

    /** The receiver refuses the message itself, however often it is sent. */
    record Refused(String reason) implements Outcome {}

    /**
     * The receiver does not have it; a later attempt may succeed.
     *
     * @param after the delay that the receiver requests; null when it states none
     */
    record Retryable(String reason, @Nullable Duration after) implements Outcome {}

    /** The receiver may have it or not: no answer came in time. To be sent again, not soon, under the same key. */
    record OutcomeUnknown(String reason) implements Outcome {}
}
