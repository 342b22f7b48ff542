package io.anomalyradar.server.alerts;

import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpChannel;
import io.anomalyradar.notify.HttpFormat;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.Secrets;
import io.anomalyradar.notify.UnusableChannelException;
import io.anomalyradar.notify.alertmanager.AlertmanagerFormat;
import io.anomalyradar.notify.email.EmailChannel;
import io.anomalyradar.notify.opsgenie.OpsgenieFormat;
import io.anomalyradar.notify.pagerduty.PagerDutyFormat;
import io.anomalyradar.notify.slack.SlackFormat;
import io.anomalyradar.notify.sms.SmsFormat;
import io.anomalyradar.notify.teams.TeamsFormat;
import io.anomalyradar.notify.webhook.WebhookFormat;
import io.anomalyradar.notify.webpush.VapidKey;
import io.anomalyradar.notify.webpush.WebPushChannel;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes channels as they are configured. Thread-safe. */
public final class ChannelFactory {
    private final NotifyConfig config;
    private final Function<String, WebPushChannel.Subscriptions> browsers;
    private final Secrets secrets;
    private final HttpSender sender;
    private final Clock clock;

    /**
     * Makes channels for {@code config}.
     *
     * @param browsers those of the channel of type web-push with an id
     */
    public ChannelFactory(NotifyConfig config, Function<String, WebPushChannel.Subscriptions> browsers, Clock clock) {
        this.config = config;
        this.browsers = browsers;
        this.clock = clock;
        secrets = new Secrets(System::getenv, config.secretsDirectory());
        sender = new HttpSender(config.timeout());
    }

    /** The channel that radar.yaml configures, if it does. */
    Optional<NotifyChannel> ofRadarYaml() {
        URI url = config.webhookUrl();
        return url == null
                ? Optional.empty()
                : Optional.of(new NotifyChannel(
                        NotifyChannel.OF_RADAR_YAML,
                        ChannelType.WEBHOOK,
                        new TreeMap<>(Map.of("url", url.toString()))));
    }

    /** The address of the installation's page. */
    URI page() {
        return config.pageUrl();
    }

    /** A way to send to {@code configured}; the caller closes it. */
    Channel open(NotifyChannel configured) {
        ChannelSettings settings = new ChannelSettings(configured, secrets);
        return switch (configured.type()) {
            case WEBHOOK -> http(settings, new WebhookFormat());
            case SLACK -> http(settings, new SlackFormat());
            case TEAMS -> http(settings, new TeamsFormat());
            case PAGERDUTY -> http(settings, new PagerDutyFormat());
            case OPSGENIE -> http(settings, new OpsgenieFormat());
            case ALERTMANAGER -> http(settings, new AlertmanagerFormat());
            case SMS -> http(settings, new SmsFormat());
            case EMAIL -> new EmailChannel(settings, config.timeout());
            case WEB_PUSH -> new WebPushChannel(settings, browsers.apply(configured.id()), sender, clock);
        };
    }

    /** The key of a channel of type web-push. One that is named as is usual is made at its first use. */
    public VapidKey pushKey(NotifyChannel configured) throws UnusableChannelException {
        ChannelSettings settings = new ChannelSettings(configured, secrets);
        try {
            return VapidKey.parse(settings.text("key"));
        } catch (UnusableChannelException absent) {
            Path file = config.secretsDirectory().resolve(VapidKey.SECRET);
            if (!configured.text("key").equals(NotifyChannel.SECRET + VapidKey.SECRET) || Files.exists(file)) {
                throw absent;
            }
            VapidKey.create(config.secretsDirectory());
            return VapidKey.parse(settings.text("key"));
        }
    }

    private Channel http(ChannelSettings settings, HttpFormat format) {
        return new HttpChannel(settings, format, sender, clock);
    }
}
