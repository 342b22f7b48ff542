package io.anomalyradar.app.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an answer of the cluster, within bounds. */
final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Waiting() {}

    /** Throws {@link IllegalStateException} that names {@code action}, with the reason as its cause. */
    static <T> T on(String action, CompletableFuture<T> answer) {
        return on(action, answer, LONGEST);
    }

    static <T> T on(String action, CompletableFuture<T> answer, Duration longest) {
        try {
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException(action + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException silent) {
            throw new IllegalStateException(action + " took longer than " + longest.toSeconds() + " s", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(action + " was interrupted", interrupted);
        }
    }
}
