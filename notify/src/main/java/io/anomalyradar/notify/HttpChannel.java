package io.anomalyradar.notify;

import java.time.Clock;

/** A channel whose receiver takes a POST per notification. Settings and secrets are read at each attempt. */
public final class HttpChannel implements Channel {
    private final ChannelSettings settings;
    private final HttpFormat format;
    private final HttpSender sender;
    private final Clock clock;

    public HttpChannel(ChannelSettings settings, HttpFormat format, HttpSender sender, Clock clock) {
        this.settings = settings;
        this.format = format;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String name() {
        return settings.id();
    }

    @Override
    public Outcome deliver(Notification notification) {
        try {
            HttpFormat.Message message = format.of(notification, settings, clock.millis());
            return sender.post(message.target(), message.headers(), message.body());
        } catch (UnusableChannelException unusable) {
            return new Outcome.Retryable(String.valueOf(unusable.getMessage()), null);
        }
    }

    /** Does nothing: the sender's threads end by themselves when it is no longer used. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "HttpChannel[" + settings.id() + "]";
    }
}
