package io.anomalyradar.server.causes;

import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.server.http.WorkPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Adds the probable cause to what people are notified of. A notification never waits longer than a second for it, and
 * is sent without it when the history does not answer. Thread-safe.
 */
public final class NotifiedCauses implements UnaryOperator<Notification> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CauseFinder finder;
    private final WorkPool pool;

    /** @param pool of its own: a storm of notifications delays no question of a person */
    public NotifiedCauses(CauseFinder finder, WorkPool pool) {
        this.finder = finder;
        this.pool = pool;
    }

    @Override
    public Notification apply(Notification notification) {
        NotifiedChange change = notification.transition();
        if (change == NotifiedChange.ENDED || change == NotifiedChange.DIGEST) {
            return notification;
        }
        CompletableFuture<ProbableCause> cause =
                pool.compose(() -> CompletableFuture.completedFuture(find(notification)));
        try {
            return notification.withCause(text(cause.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException | ExecutionException unavailable) {
            cause.cancel(false); // one that has not begun is not begun
            return notification;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return notification;
        }
    }

    private ProbableCause find(Notification notification) {
        Incident incident = notification.notice().incident();
        return incident == null ? finder.of(notification.alert()) : finder.of(incident);
    }

    /** One line: the device and the first reason; empty when no cause was found. */
    private static String text(ProbableCause cause) {
        if (cause.verdict() != Verdict.FOUND) {
            return "";
        }
        Candidate first = cause.candidates().get(0);
        return first.device() + ": " + String.join("; ", first.reasons());
    }
}
