package io.anomalyradar.edge.opcua;

import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.Reconnecting;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription.SubscriptionListener;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes to variables of a server. After a lost connection the subscription goes on, with what the server kept for
 * it meanwhile; if the server has it no longer, or does not come back in {@value #RESUME_SECONDS} s, a new session begins
 * from the browsing on. Notifications are not confirmed one by one, as messages of MQTT are: what finds no room in the
 * gateway is lost, and counted.
 */
public final class OpcUaSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(OpcUaSource.class);
    private static final long RESUME_SECONDS = 60;

    private final OpcUaSettings settings;
    private final Intake intake;
    private final DeviceClocks clocks;
    private final Clock clock;
    private final SourceCounts counts;
    private final Reconnecting sessions;
    private final ValueFrames frames;

    public OpcUaSource(OpcUaSettings settings, Intake intake, DeviceClocks clocks, Clock clock) {
        this.settings = settings;
        this.intake = intake;
        this.clocks = clocks;
        this.clock = clock;
        this.counts = new SourceCounts(settings.name(), clock);
        this.sessions = new Reconnecting(counts, this::session);
        this.frames = new ValueFrames(counts, settings.time(), new LastValues(intake.position(settings.name())));
    }

    @Override
    public SourceCounts counts() {
        return counts;
    }

    @Override
    public void start() {
        sessions.start();
    }

    private void session() throws IOException, InterruptedException {
        try (OpcUaConnection connection = OpcUaConnection.open(settings.connection())) {
            try {
                NodeBrowser browser = new NodeBrowser(connection.client(), settings.names());
                List<OpcUaVariable> variables = browser.find();
                if (variables.isEmpty()) {
                    throw new IOException(browser.problem());
                }
                Watch watch = new Watch();
                connection.client().addSessionActivityListener(watch);
                try {
                    String unreadable = connection.subscribe(variables, watch);
                    LOG.info("{}: subscribed to {} variables", counts.name(), variables.size());
                    watch.up(unreadable.isEmpty() ? browser.problem() : unreadable);
                    watch.await();
                } finally {
                    connection.client().removeSessionActivityListener(watch);
                }
            } catch (UaException failed) {
                throw connection.explained(failed);
            }
        }
    }

    private synchronized void received(List<OpcUaVariable> variables, List<DataValue> values) {
        long now = clock.millis();
        ValueFrames.Frames read = frames.of(variables, values, now);
        List<Frame> good = counts.taken(read.decoded()).stream()
                .map(frame -> clocks.corrected(frame, now))
                .toList();
        for (int from = 0; from < good.size(); from += FrameDelivery.MAX_FRAMES) {
            int to = Math.min(good.size(), from + FrameDelivery.MAX_FRAMES);
            byte[] marks = to == good.size() ? read.marks() : new byte[0];
            FrameDelivery delivery = new FrameDelivery(
                    good.subList(from, to), List.of(new Position(counts.name(), marks, true)), () -> {});
            if (!intake.offer(delivery)) {
                counts.lost(to - from);
            }
        }
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** What happens to one session. */
    private final class Watch implements SessionActivityListener, SubscriptionListener {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile String problem = "";
        private volatile long downSinceNanos;
        private volatile boolean down;

        /** @param trouble what is wrong although the server is there; empty: nothing */
        private void up(String trouble) {
            problem = trouble;
            down = false;
            counts.connected();
            if (!problem.isEmpty()) {
                counts.troubled(problem);
            }
        }

        /** Waits for the end. */
        private void await() throws IOException, InterruptedException {
            while (!down || System.nanoTime() - downSinceNanos < TimeUnit.SECONDS.toNanos(RESUME_SECONDS)) {
                try {
                    ended.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException goesOn) {
                    // whether it is down is looked at above
                } catch (ExecutionException over) {
                    throw over.getCause() instanceof IOException reason ? reason : new IOException(over);
                }
            }
            throw new IOException("the server has not come back in " + RESUME_SECONDS + " s");
        }

        private void end(String why) {
            ended.completeExceptionally(new IOException(why));
        }

        @Override
        public void onSessionActive(UaSession session) {
            if (down) {
                up(problem);
            }
        }

        @Override
        public void onSessionInactive(UaSession session) {
            downSinceNanos = System.nanoTime();
            down = true;
            counts.disconnected("the connection has ended; trying to resume it");
        }

        @Override
        public void onDataReceived(
                OpcUaSubscription subscription, List<OpcUaMonitoredItem> items, List<DataValue> values) {
            received(
                    items.stream()
                            .map(item -> (OpcUaVariable) item.getUserObject().orElseThrow())
                            .toList(),
                    values);
        }

        @Override
        public void onNotificationDataLost(OpcUaSubscription subscription) {
            counts.lost(1); // a notification at least, which the server no longer has
        }

        @Override
        public void onWatchdogTimerElapsed(OpcUaSubscription subscription) {
            end("the server sends neither values nor signs of life");
        }

        @Override
        public void onStatusChanged(OpcUaSubscription subscription, StatusCode status) {
            end("the server has ended the subscription: " + OpcUaFailure.name(status));
        }

        @Override
        public void onTransferFailed(OpcUaSubscription subscription, StatusCode status) {
            end("the server has the subscription no longer: " + OpcUaFailure.name(status));
        }
    }
}
