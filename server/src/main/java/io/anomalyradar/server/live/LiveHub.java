package io.anomalyradar.server.live;

import io.anomalyradar.history.DeletedData;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.HeartbeatPosition;
import io.anomalyradar.server.log.Listeners;
import io.anomalyradar.server.log.ScoredHeartbeat;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicReader;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads radar.scores and radar.anomalies from their end and passes the records to the sessions. Never waits for a
 * session. When it falls more than {@value #MAX_LAG_RECORDS} score records behind, it continues at the end, because
 * live data must be current. Skipped records are counted, and they are in the history nevertheless. Anomalies are never
 * skipped.
 */
public final class LiveHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
    private static final long MAX_LAG_RECORDS = 10_000;
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Map<String, Object> CONSUMER = Map.of(
            "max.poll.records", 1_000,
            "fetch.min.bytes", 1,
            "fetch.max.wait.ms", 100,
            "fetch.max.bytes", 8 << 20,
            "max.partition.fetch.bytes", 2 << 20);

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final Consumer<ScoredHeartbeat> heartbeats;
    private final Clock clock;
    private final MeterRegistry meters;
    private final LiveState state;
    private final FlowStatistics statistics = new FlowStatistics(System::nanoTime);
    private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<LiveSession> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Queue<String> removed = new ConcurrentLinkedQueue<>();
    private final AtomicLong endedCoalesced = new AtomicLong();
    private final ScoreProtobuf protobuf = new ScoreProtobuf();
    private final Listeners<Anomaly> listeners = new Listeners<>();
    private final Counter passedOver;
    private final Counter unreadable;
    private final Worker worker;
    private long samples; // of the worker's thread

    private LiveHub(
            KafkaConfig kafka,
            TopicCatalog catalog,
            LiveState state,
            Consumer<ScoredHeartbeat> heartbeats,
            Clock clock,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.state = state;
        this.heartbeats = heartbeats;
        this.clock = clock;
        this.meters = meters;
        passedOver = Counter.builder("radar.live.passed.over")
                .description("Score records that the live hub passed over because it had fallen behind")
                .register(meters);
        unreadable = Counter.builder("radar.live.unreadable")
                .description("Records that the live hub could not read")
                .register(meters);
        Gauge.builder("radar.live.clients", sessions, Set::size)
                .description("WebSocket clients")
                .register(meters);
        Gauge.builder("radar.live.series", state.latest(), LatestValues::series)
                .description("Series whose newest value is kept")
                .register(meters);
        FunctionCounter.builder("radar.live.series.left.out", state.latest(), LatestValues::leftOut)
                .description("Samples whose newest value is not kept because there are too many series")
                .register(meters);
        FunctionCounter.builder("radar.live.coalesced", this, hub -> (double) hub.coalesced())
                .description("Samples that clients were too slow to get")
                .register(meters);
        worker = Worker.start("live-hub", this::read, meters);
    }

    /**
     * Starts reading.
     *
     * @param maxSeries series whose newest value is kept for snapshots
     * @param deleted data that snapshots no longer contain
     * @param heartbeats receives each heartbeat that comes back scored
     */
    public static LiveHub start(
            KafkaConfig kafka,
            TopicCatalog catalog,
            int maxSeries,
            HistoryStore store,
            DeletedData deleted,
            Consumer<ScoredHeartbeat> heartbeats,
            Clock clock,
            MeterRegistry meters) {
        return new LiveHub(kafka, catalog, new LiveState(maxSeries, store, deleted), heartbeats, clock, meters);
    }

    private void read(Worker thread) throws InterruptedException {
        try (TopicReader topics = new TopicReader(
                "live",
                kafka,
                catalog,
                List.of(kafka.topics().scores(), kafka.topics().anomalies()),
                CONSUMER,
                meters)) {
            while (!thread.isStopping()) {
                for (ConsumerRecord<byte[], byte[]> record : topics.poll(PATIENCE)) {
                    take(record, topics.partition(record));
                }
                for (String gone = removed.poll(); gone != null; gone = removed.poll()) {
                    state.latest().remove(gone);
                }
                touched.forEach(LiveSession::wake);
                touched.clear();
                thread.healthy();
                skipIfBehind(topics);
            }
        }
    }

    private void skipIfBehind(TopicReader topics) {
        long lag = topics.lag(kafka.topics().scores());
        if (lag > MAX_LAG_RECORDS) {
            passedOver.increment((double) lag);
            LOG.warn("the live hub was {} records behind and goes on at the end", lag);
            topics.skipToEnd(kafka.topics().scores());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, LogPartition partition) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            if (record.topic().equals(kafka.topics().scores())) {
                LogOffset end = GroupReader.after(record);
                protobuf.decodeBlock(value).forEach(frame -> take(frame, partition, end));
            } else {
                take(AnomalyJson.decode(value));
            }
        } catch (IOException bad) { // the history writer logs it, with its position
            unreadable.increment();
        }
    }

    private void take(ScoreFrame frame, LogPartition partition, LogOffset end) {
        String device = frame.device();
        if (Topics.isSystem(device)) {
            HeartbeatPosition position = new HeartbeatPosition(device, frame.source(), partition, end);
            heartbeats.accept(new ScoredHeartbeat(position, frame.configVersion(), frame.appendTimeMillis()));
            return;
        }
        statistics.add(frame.size(), Math.max(0, clock.millis() - frame.appendTimeMillis()));
        List<LiveSession> interested = state.index().interested(device);
        for (int i = 0; i < frame.size(); i++) {
            LiveSample sample = LiveSample.of(++samples, frame, i);
            state.latest().put(device, frame.metric(i), sample);
            if (!interested.isEmpty()) {
                SeriesName series = new SeriesName(device, frame.metric(i));
                interested.forEach(session -> session.offer(series, sample));
            }
        }
        state.latest().count(frame);
        touched.addAll(interested);
    }

    private void take(Anomaly anomaly) {
        if (Topics.isSystem(anomaly.device())) {
            return;
        }
        listeners.pass(anomaly);
        state.anomalies().add(anomaly);
        for (LiveSession session : sessions) {
            session.offer(anomaly);
            touched.add(session);
        }
    }

    /** Passes each anomaly from now on to {@code listener}, which must not block, until it is closed. */
    public Listeners.Registration listen(Consumer<Anomaly> listener) {
        return listeners.add(listener);
    }

    /** Discards the newest values of a device that was deleted. */
    public void remove(String device) {
        removed.add(device);
    }

    LiveState state() {
        return state;
    }

    void add(LiveSession session) {
        sessions.add(session);
    }

    void remove(LiveSession session) {
        sessions.remove(session);
        endedCoalesced.addAndGet(session.coalesced());
    }

    private long coalesced() {
        return endedCoalesced.get()
                + sessions.stream().mapToLong(LiveSession::coalesced).sum();
    }

    public int clients() {
        return sessions.size();
    }

    /** Samples scored a second, over the last ten seconds. */
    public double samplesPerSecond() {
        return statistics.samplesPerSecond();
    }

    /** From the append of telemetry to its score's arrival here, in milliseconds: median of the last ten seconds. */
    public double medianLatencyMillis() {
        return statistics.medianLatencyMillis();
    }

    /** The reason why nothing is read at present; empty when there is no fault. */
    public Optional<String> failure() {
        return worker.failure();
    }

    /** Reads no more; {@link #close} waits for that. */
    public void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
    }
}
