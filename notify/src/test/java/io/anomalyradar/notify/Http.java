package io.anomalyradar.notify;

import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Channels under test. */
public final class Http {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_732_233_700), ZoneOffset.UTC);

    private Http() {}

    /** A channel by HTTP. */
    public static Channel channel(String id, ChannelType type, Map<String, String> texts, HttpFormat format) {
        return new HttpChannel(settings(id, type, texts), format, new HttpSender(Duration.ofSeconds(3)), CLOCK);
    }

    /** Settings for which the secret {@code x} is "value of RADAR_SECRET_X". */
    public static ChannelSettings settings(String id, ChannelType type, Map<String, String> texts) {
        return new ChannelSettings(
                new NotifyChannel(id, type, new TreeMap<>(texts)),
                new Secrets(variable -> "value of " + variable, Path.of("absent")));
    }
}
