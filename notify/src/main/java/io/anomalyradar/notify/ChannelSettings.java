package io.anomalyradar.notify;

import io.anomalyradar.model.control.NotifyChannel;
import java.net.URI;
import java.net.URISyntaxException;

/** The texts of a channel, with secrets in place of the references to them, as they are now. Thread-safe. */
public final class ChannelSettings {
    private final NotifyChannel channel;
    private final Secrets secrets;

    public ChannelSettings(NotifyChannel channel, Secrets secrets) {
        this.channel = channel;
        this.secrets = secrets;
    }

    public String id() {
        return channel.id();
    }

    /** The text of {@code field}, its default, or empty. */
    public String text(String field) throws UnusableChannelException {
        return secrets.resolve(channel.text(field));
    }

    /** What a person changes when {@code field} is wrong. */
    public String setting(String field) {
        return channel.id().equals(NotifyChannel.OF_RADAR_YAML)
                ? "alerts.webhook.url"
                : field + " of channel " + channel.id();
    }

    /**
     * The receiver at {@code url}.
     *
     * @param secretField the field with the secret that the receiver checks
     */
    public HttpTarget target(String url, String secretField) throws UnusableChannelException {
        try {
            return new HttpTarget(new URI(url), setting("url"), setting(secretField));
        } catch (URISyntaxException malformed) { // its message holds the text
            throw new UnusableChannelException(setting("url") + " is not a URL");
        } catch (IllegalArgumentException unusable) {
            throw new UnusableChannelException(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "ChannelSettings[" + channel.id() + "]";
    }
}
