package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.tracing.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel whose attempts are traced. */
public record TracedChannel(Channel channel, Traces traces) implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(TracedChannel.class);

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Outcome deliver(Notification notification) {
        try (Traces.Attempt attempt = traces.notifying(
                notification.alert().anomaly().source(), notification.alert().device(), channel.name())) {
            Outcome outcome = channel.deliver(notification);
            String word = outcome.getClass().getSimpleName();
            attempt.outcome(word);
            if (attempt.isTraced()) { // the line by which the log and the trace find each other
                LOG.info(
                        "{} to {}, {}: {}",
                        notification.idempotencyKey(),
                        channel.name(),
                        notification.alert().device(),
                        word);
            }
            return outcome;
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
