package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.Outcome;
import java.util.function.UnaryOperator;

/** A channel whose notifications are completed just before they are sent. */
public record ExplainedChannel(Channel channel, UnaryOperator<Notification> explained) implements Channel {

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Outcome deliver(Notification notification) {
        return channel.deliver(explained.apply(notification));
    }

    @Override
    public void close() {
        channel.close();
    }
}
