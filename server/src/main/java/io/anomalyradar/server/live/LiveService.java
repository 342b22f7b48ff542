package io.anomalyradar.server.live;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.http.ClientPlaces;
import io.anomalyradar.server.http.OriginGuard;
import io.anomalyradar.server.http.SocketMessages;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.Principal;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code WS /ws/live}: creates a session for each connection, which ends with the login or key that opened it. At most {@value #MAX_CLIENTS} at the same time, half of
 * them from one address; pages of other origins are refused unless {@code server.cors-origins} names them.
 */
public final class LiveService {
    private static final int MAX_CLIENTS = 256;
    private static final long HEARTBEAT_MILLIS = 5_000;
    private static final long CHECK_MILLIS = 500;

    private final LiveHub hub;
    private final AccessControl access;
    private final WorkPool pool;
    private final ServerConfig config;
    private final Clock clock;
    private final ClientPlaces places = new ClientPlaces(MAX_CLIENTS);

    public LiveService(LiveHub hub, AccessControl access, WorkPool pool, ServerConfig config, Clock clock) {
        this.hub = hub;
        this.access = access;
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        WebSocketService service = WebSocketService.builder(this::connected)
                .maxFramePayloadLength(SocketMessages.MAX_MESSAGE)
                .allowedOrigins("*") // the guard decides: Armeria would refuse every client that names no origin
                .build();
        server.service("/ws/live", service.decorate(new OriginGuard(config.corsOrigins())));
    }

    /** Closes the connection immediately; data buffered for the client is dropped. */
    private static void abort(ServiceRequestContext context) {
        Channel channel = context.log().partial().channel();
        if (channel != null) {
            var unused = channel.close();
        }
    }

    private void endUnlessHeld(LiveSession session, Principal who) {
        if (!access.holds(who)) {
            session.close(WebSocketCloseStatus.POLICY_VIOLATION, "the session or key has ended: log in again");
        }
    }

    private WebSocket connected(ServiceRequestContext context, WebSocket in) {
        WebSocketWriter out = WebSocket.streaming();
        EventLoop loop = context.eventLoop().withoutContext();
        LiveSession session = new LiveSession(
                out,
                loop,
                hub.state(),
                pool,
                config.liveThrottle().toMillis(),
                clock,
                access.view(context),
                () -> abort(context));
        InetAddress client = context.clientAddress();
        if (!places.take(client)) {
            in.abort();
            out.close(WebSocketCloseStatus.TRY_AGAIN_LATER, places.refusal());
            return out;
        }
        hub.add(session);
        in.subscribe(new SocketMessages(session, out), loop);
        loop.execute(() -> session.begin(HEARTBEAT_MILLIS));
        ScheduledFuture<?> heartbeat =
                loop.scheduleAtFixedRate(session::heartbeat, HEARTBEAT_MILLIS, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        Principal who = Access.principal(context);
        ScheduledFuture<?> check = loop.scheduleAtFixedRate(
                () -> endUnlessHeld(session, who), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = out.whenComplete()
                .handleAsync(
                        (done, failure) -> {
                            heartbeat.cancel(false);
                            check.cancel(false);
                            session.end();
                            hub.remove(session);
                            places.leave(client);
                            return null;
                        },
                        loop);
        return out;
    }
}
