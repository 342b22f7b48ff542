package io.anomalyradar.server.causes;

import io.anomalyradar.server.http.WorkPool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks the history for what a message says besides the alert itself. A notification waits no longer than a second for it,
 * and goes without it when the history does not answer. Thread-safe.
 */
public final class TimelyAnswers {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WorkPool pool;

    /** @param pool of its own: a storm of notifications delays no question of a person */
    public TimelyAnswers(WorkPool pool) {
        this.pool = pool;
    }

    /** The answer to {@code question}; empty when it does not come in time. */
    <T> Optional<T> of(Supplier<T> question) {
        CompletableFuture<T> answer = pool.compose(() -> CompletableFuture.completedFuture(question.get()));
        try {
            return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException unavailable) {
            answer.cancel(false); // one that has not begun is not begun
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
