package io.anomalyradar.server.push;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.notify.UnusableChannelException;
import io.anomalyradar.notify.webpush.PushSubscription;
import io.anomalyradar.notify.webpush.VapidKey;
import io.anomalyradar.notify.webpush.WebPushChannel;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** {@code /api/v1/channels/{id}/subscriptions…}: browsers that are notified through a channel of type web-push. */
public final class PushService {
    private static final int MAX_BODY = 8 << 10;
    private static final int MAX_BROWSER = 200;

    /** The key of a channel. */
    @FunctionalInterface
    public interface Keys {
        VapidKey of(NotifyChannel channel) throws UnusableChannelException;
    }

    private final Subscriptions subscriptions;
    private final Function<String, Optional<NotifyChannel>> channels;
    private final Keys keys;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final Clock clock;

    /** @param channels the channel with an id */
    public PushService(
            Subscriptions subscriptions,
            Function<String, Optional<NotifyChannel>> channels,
            Keys keys,
            WorkPool pool,
            BodyBudget budget,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.channels = channels;
        this.keys = keys;
        this.pool = pool;
        this.budget = budget;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/channels/{id}/subscriptions").build(this::list);
        server.route().post("/api/v1/channels/{id}/subscriptions").build(this::subscribe);
        server.route()
                .delete("/api/v1/channels/{id}/subscriptions/{subscription}")
                .build(this::unsubscribe);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        return pool.answer(() -> {
            NotifyChannel channel = channel(context);
            String publicKey = key(channel).publicKey();
            List<BrowserSubscription> browsers = subscriptions.of(channel.id());
            return Json.answer(HttpStatus.OK, json -> {
                json.writeStringField("publicKey", publicKey);
                json.writeArrayFieldStart("items");
                for (BrowserSubscription each : browsers) {
                    json.writeStartObject();
                    json.writeStringField("id", each.id());
                    json.writeStringField("by", each.by());
                    json.writeStringField("browser", each.browser());
                    json.writeNumberField("createdMillis", each.createdMillis());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        });
    }

    private HttpResponse subscribe(ServiceRequestContext context, HttpRequest request) {
        Requests.requireJson(request, "subscription");
        context.setMaxRequestLength(MAX_BODY);
        Principal who = Access.principal(context);
        String agent = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        return Requests.answer(pool, budget, context, request, body -> {
            NotifyChannel channel = channel(context);
            PushSubscription target = read(body);
            if (!PushHosts.of(channel.text("services")).admit(target.endpoint())) {
                throw Problem.of(
                                ProblemCode.INVALID_DOCUMENT,
                                "the service of this browser is "
                                        + target.endpoint().getHost()
                                        + ", to which the channel may not send: add it to services of channel "
                                        + channel.id())
                        .exception();
            }
            BrowserSubscription added =
                    new BrowserSubscription(channel.id(), who.author(""), shown(agent), clock.millis(), target);
            if (subscriptions.find(added.id()) == null
                    && subscriptions.of(channel.id()).size() >= WebPushChannel.MAX_SUBSCRIPTIONS) {
                throw Problem.of(
                                ProblemCode.CONFLICT,
                                "the channel has " + WebPushChannel.MAX_SUBSCRIPTIONS
                                        + " browsers already: remove some, or give people channels of their own")
                        .exception();
            }
            change(() -> subscriptions.add(added));
            return Json.answer(HttpStatus.CREATED, json -> json.writeStringField("id", added.id()));
        });
    }

    private HttpResponse unsubscribe(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("subscription"));
        return pool.answer(() -> {
            NotifyChannel channel = channel(context);
            BrowserSubscription known = subscriptions.find(id);
            if (known == null || !known.channel().equals(channel.id())) {
                throw Problem.of(ProblemCode.NOT_FOUND, "no browser of this channel has this id")
                        .exception();
            }
            change(() -> subscriptions.remove(id));
            return Json.answer(HttpStatus.OK, json -> json.writeStringField("id", id));
        });
    }

    private NotifyChannel channel(ServiceRequestContext context) {
        String id = String.valueOf(context.pathParam("id"));
        return channels.apply(id)
                .filter(known -> known.type() == ChannelType.WEB_PUSH)
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "no channel of type web-push has this id")
                        .exception());
    }

    private VapidKey key(NotifyChannel channel) {
        try {
            return keys.of(channel);
        } catch (UnusableChannelException unusable) {
            throw Problem.of(ProblemCode.CONFLICT, String.valueOf(unusable.getMessage()))
                    .exception();
        }
    }

    private static PushSubscription read(AggregatedHttpRequest body) {
        try {
            return SubscriptionJson.ofBrowser(body.content().array());
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }

    /** What a browser calls itself, in characters that every place shows as they are. */
    private static String shown(String agent) {
        String plain = agent.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(plain.length(), MAX_BROWSER));
    }

    /** Writes to the topic. */
    @FunctionalInterface
    private interface Change {
        void write() throws InterruptedException;
    }

    private static void change(Change change) {
        try {
            change.write();
        } catch (KafkaException failed) {
            throw Problem.of(ProblemCode.BROKER_UNAVAILABLE, failed.getMessage() + "; try again")
                    .retryAfter(1)
                    .exception();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemCode.SHUTTING_DOWN, "the server is stopping")
                    .exception();
        }
    }
}
