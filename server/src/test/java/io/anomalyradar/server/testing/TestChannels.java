package io.anomalyradar.server.testing;

import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpChannel;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.Secrets;
import io.anomalyradar.notify.webhook.WebhookFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Channels for tests. */
public final class TestChannels {
    private TestChannels() {}

    /** The channel "webhook" to {@code url}. */
    public static Channel webhook(URI url, Duration timeout) {
        NotifyChannel channel = new NotifyChannel(
                NotifyChannel.OF_RADAR_YAML, ChannelType.WEBHOOK, new TreeMap<>(Map.of("url", url.toString())));
        return new HttpChannel(
                new ChannelSettings(channel, new Secrets(name -> null, Path.of("absent"))),
                new WebhookFormat(),
                new HttpSender(timeout),
                Clock.systemUTC());
    }
}
