package io.anomalyradar.server.live;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.server.http.SocketMessages;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.live.ClientMessage.Invalid;
import io.anomalyradar.server.live.ClientMessage.Ping;
import io.anomalyradar.server.live.ClientMessage.Subscribe;
import io.anomalyradar.server.security.DeviceView;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client. The hub's thread offers it samples and anomalies, which only fill the outbox; everything else happens on
 * the session's event loop.
 *
 * <p>It writes only when its previous message has left for the network. A client that does not read therefore keeps one
 * message under way, and the rest waits in the bounded outbox. A client that reads nothing for
 * {@value #STALLED_SECONDS} s is evicted.
 */
final class LiveSession implements SocketMessages.Receiver {
    private static final int MAX_STRIKES = 10;
    private static final int STALLED_SECONDS = 60;
    private static final int CLOSE_SECONDS = 5;

    private final WebSocketWriter out;
    private final EventLoop loop;
    private final LiveState state;
    private final WorkPool pool;
    private final long defaultThrottleMillis;
    private final Clock clock;
    private final Runnable abort;
    private final DeviceView view;
    private final Outbox outbox = new Outbox();
    private final AtomicBoolean awake = new AtomicBoolean();
    /** Written on the event loop, read by the hub's thread. */
    private volatile @Nullable Subscription subscription;

    private boolean writing;
    private long writingSinceNanos;
    private boolean snapshotDue;
    private boolean snapshotUnderWay;
    /** Grows with each subscription. */
    private int generation;

    private boolean pongDue;
    /** The payload of the newest ping frame that is not answered yet. */
    private byte @Nullable [] ping;

    private @Nullable ScheduledFuture<?> flushTimer;
    private long scoresSentNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(10);
    private int strikes;

    LiveSession(
            WebSocketWriter out,
            EventLoop loop,
            LiveState state,
            WorkPool pool,
            long defaultThrottleMillis,
            Clock clock,
            DeviceView view,
            Runnable abort) {
        this.out = out;
        this.loop = loop;
        this.state = state;
        this.pool = pool;
        this.defaultThrottleMillis = defaultThrottleMillis;
        this.clock = clock;
        this.view = view;
        this.abort = abort;
    }

    // ---- on the hub's thread

    /** Takes {@code sample} if it is wanted. */
    void offer(SeriesName series, LiveSample sample) {
        Subscription wanted = subscription;
        if (wanted != null
                && wanted.samples()
                && wanted.wantsMetric(series.metric())
                && wanted.view().covers(series.device())) {
            outbox.addSample(series, sample);
        }
    }

    /** Takes {@code anomaly} if it is wanted; a client that leaves too many of them unread is let go. */
    void offer(Anomaly anomaly) {
        Subscription wanted = subscription;
        if (wanted != null && wanted.wants(anomaly) && !outbox.addAnomaly(anomaly)) {
            loop.execute(() -> close(
                    WebSocketCloseStatus.TRY_AGAIN_LATER, Outbox.MAX_ANOMALIES + " anomalies unread: connect again"));
        }
    }

    /** Lets the session write the offered data. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            loop.execute(() -> {
                awake.set(false);
                flush();
            });
        }
    }

    /** Samples pushed out of the outbox so far. */
    long coalesced() {
        return outbox.coalesced();
    }

    // ---- on the event loop

    void begin(long heartbeatMillis) {
        write(LiveJson.hello(clock.millis(), heartbeatMillis, defaultThrottleMillis));
    }

    @Override
    public void received(String text) {
        ClientMessage message = ClientMessageJson.read(text, defaultThrottleMillis);
        if (message instanceof Subscribe subscribe) {
            subscribe(subscribe.subscription().within(view));
        } else if (message instanceof Ping) {
            pongDue = true;
            flush();
        } else if (message instanceof Invalid invalid) {
            refuse(invalid);
        }
    }

    @Override
    public void binary() {
        refuse(new Invalid("MALFORMED", "a message is text"));
    }

    void refuse(Invalid invalid) {
        write(LiveJson.error(invalid.code(), invalid.detail()));
        strikes++;
        if (strikes >= MAX_STRIKES) {
            close(WebSocketCloseStatus.POLICY_VIOLATION, strikes + " messages could not be obeyed: see spec/live.md");
        }
    }

    private void subscribe(Subscription wanted) {
        outbox.clear();
        state.index().replace(this, subscription, wanted);
        subscription = wanted;
        generation++;
        snapshotDue = true;
        flush();
    }

    /** Says that the server lives; lets a client go that has not read for long. */
    void heartbeat() {
        if (!writing) {
            write(LiveJson.heartbeat(clock.millis()));
        } else if (System.nanoTime() - writingSinceNanos > TimeUnit.SECONDS.toNanos(STALLED_SECONDS)) {
            close(WebSocketCloseStatus.TRY_AGAIN_LATER, "nothing was read for " + STALLED_SECONDS + " s");
        }
    }

    /**
     * Ends the connection. A client that does not read never gets the close frame, which waits behind unread data: its
     * connection is aborted after {@value #CLOSE_SECONDS} s, with all that is buffered for it.
     */
    @Override
    public void close(WebSocketCloseStatus status, String reason) {
        end();
        if (out.isOpen()) {
            out.close(status, reason);
            ScheduledFuture<?> unused = loop.schedule(abort, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Answers the newest ping once earlier messages are read: pongs do not pile up for a client that never reads. */
    @Override
    public void pinged(byte[] payload) {
        ping = payload;
        flush();
    }

    /** The connection is over. */
    void end() {
        if (flushTimer != null) {
            flushTimer.cancel(false);
        }
        state.index().replace(this, subscription, null);
        subscription = null;
        outbox.clear();
    }

    private void flush() {
        if (writing || snapshotUnderWay || !out.isOpen()) {
            return;
        }
        byte[] pinged = ping;
        if (pinged != null) {
            ping = null;
            write(WebSocketFrame.ofPong(pinged));
        }
        if (pongDue) {
            pongDue = false;
            write(LiveJson.pong(clock.millis()));
        }
        Subscription wanted = subscription;
        if (wanted == null) {
            return;
        }
        if (snapshotDue) {
            beginSnapshot(wanted);
            return;
        }
        if (outbox.hasAnomalies()) {
            outbox.takeAnomalies().forEach(anomaly -> write(LiveJson.anomaly(anomaly)));
        }
        if (outbox.hasSamples()) {
            flushSamples(wanted.throttleMillis());
        }
    }

    private void flushSamples(long throttleMillis) {
        long waitNanos = TimeUnit.MILLISECONDS.toNanos(throttleMillis) - (System.nanoTime() - scoresSentNanos);
        if (waitNanos <= 0) {
            scoresSentNanos = System.nanoTime();
            List<LiveBatch> batches = outbox.takeSamples();
            write(LiveJson.scores(batches, outbox.coalesced()));
        } else if (flushTimer == null) {
            flushTimer = loop.schedule(this::flushLater, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void flushLater() {
        flushTimer = null;
        flush();
    }

    private void beginSnapshot(Subscription wanted) {
        snapshotDue = false;
        snapshotUnderWay = true;
        int asked = generation;
        CompletableFuture<?> unused = pool.compose(() -> CompletableFuture.completedFuture(state.snapshot(wanted)))
                .handleAsync(
                        (snapshot, failure) -> {
                            endSnapshot(asked, snapshot);
                            return null;
                        },
                        loop);
    }

    private void endSnapshot(int asked, @Nullable Snapshot snapshot) {
        snapshotUnderWay = false;
        if (snapshot == null) {
            close(WebSocketCloseStatus.TRY_AGAIN_LATER, "the snapshot could not be made: connect again");
            return;
        }
        if (asked == generation) { // otherwise a newer subscription waits for its own snapshot
            // Data that arrived during the creation of the snapshot and is contained in it must not be sent twice.
            snapshot.series().forEach(outbox::forgetUpTo);
            write(LiveJson.snapshot(snapshot));
        }
        flush();
    }

    private void write(byte[] message) {
        write(WebSocketFrame.ofText(message));
    }

    private void write(WebSocketFrame frame) {
        if (!out.tryWrite(frame)) {
            return; // closed meanwhile
        }
        if (!writing) {
            writing = true;
            writingSinceNanos = System.nanoTime();
            CompletableFuture<?> unused = out.whenConsumed().thenRunAsync(this::written, loop);
        }
    }

    private void written() {
        writing = false;
        flush();
    }
}
