package io.anomalyradar.server.causes;

import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import java.util.function.UnaryOperator;

/**
 * Adds the probable cause to what people are notified of, as far as it is found in time. Thread-safe.
 */
public final class NotifiedCauses implements UnaryOperator<Notification> {
    private final CauseFinder finder;
    private final TimelyAnswers answers;

    public NotifiedCauses(CauseFinder finder, TimelyAnswers answers) {
        this.finder = finder;
        this.answers = answers;
    }

    @Override
    public Notification apply(Notification notification) {
        NotifiedChange change = notification.transition();
        if (change == NotifiedChange.ENDED || change == NotifiedChange.DIGEST) {
            return notification;
        }
        return answers.of(() -> text(find(notification)))
                .map(notification::withCause)
                .orElse(notification);
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
