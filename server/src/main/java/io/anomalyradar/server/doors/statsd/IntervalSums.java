package io.anomalyradar.server.doors.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.wire.StableId;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.MappedSeries;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.ingest.DoorMetrics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the lines of an interval. Counters become deltas, and are zero in an interval without events for
 * {@value #IDLE} intervals; a timer becomes count, mean, least, greatest and quantiles; a gauge is sent in the
 * intervals that set it, a set as its number of members. Bounds: {@link StatsdConfig#maxSeries} series, and
 * {@value #MAX_MEMBERS} members of all sets of an interval. Not thread-safe.
 */
final class IntervalSums {
    static final String NO_DEVICE = "statsd";
    static final int MAX_MEMBERS = 1_000_000;

    private static final int MAX_TIMED = 100_000;
    private static final int IDLE = 30;
    private static final int IDLE_GAUGE = 8_640; // a day of usual intervals: what is relative needs its base

    private record Key(MappedSeries series, StatsdLine.Kind kind) {}

    /** A series, and for how many intervals nothing came. */
    private static final class Entry {
        private final Bucket bucket;
        private int idle = -1;

        Entry(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    private final SeriesNaming naming;
    private final int maxSeries;
    private final DoorMetrics metrics;
    private final StatsdLine line = new StatsdLine();
    private final Map<Key, Entry> series = new HashMap<>();
    private FrameGroups groups = new FrameGroups();
    private int members;
    private int timed;

    IntervalSums(StatsdConfig config, DoorMetrics metrics) {
        this.naming = new SeriesNaming(config.tags(), NO_DEVICE);
        this.maxSeries = config.maxSeries();
        this.metrics = metrics;
    }

    /** Takes a line, without its end. What cannot be read is counted. */
    void take(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return;
        }
        if (stripped.startsWith("_e{") || stripped.startsWith("_sc|")) {
            metrics.leftOut(1); // events and service checks of DogStatsD
            return;
        }
        String fault = stripped.length() > StatsdLine.MAX_LENGTH
                ? "it has more than " + StatsdLine.MAX_LENGTH + " characters"
                : line.read(stripped);
        if (fault != null) {
            refuse(RefusalCode.MALFORMED, fault);
            return;
        }
        if (line.kind() == StatsdLine.Kind.SET) {
            takeMember(line.values());
            return;
        }
        for (String value : line.values().split(":", -1)) {
            takeNumber(value);
        }
    }

    private void refuse(RefusalCode code, String why) {
        metrics.refused(code, "a line is refused: " + why);
    }

    private void takeNumber(String text) {
        double value = PlainNumber.of(text);
        if (Double.isNaN(value)) {
            refuse(RefusalCode.NOT_A_NUMBER, "a value is not a number");
        } else if (line.timestampMillis() != Frame.NO_TIMESTAMP && line.kind() != StatsdLine.Kind.TIMER) {
            takeTimed(value);
        } else {
            add(value, text.charAt(0) == '+' || text.charAt(0) == '-');
        }
    }

    /** A value with a time of its own is not summed up. */
    private void takeTimed(double value) {
        if (timed >= MAX_TIMED) {
            refuse(RefusalCode.TOO_MANY_SAMPLES, MAX_TIMED + " values of this interval have times of their own");
            return;
        }
        timed++;
        boolean counter = line.kind() == StatsdLine.Kind.COUNTER;
        groups.add(
                naming.of(line.name(), line.tags()),
                line.timestampMillis(),
                counter ? value / line.rate() : value,
                counter ? SampleKind.DELTA : SampleKind.GAUGE);
    }

    private void add(double value, boolean signed) {
        Entry entry = entry();
        if (entry == null) {
            return;
        }
        entry.idle = -1;
        if (entry.bucket instanceof Bucket.Counter counter) {
            counter.add(value / line.rate());
        } else if (entry.bucket instanceof Bucket.Timer timer) {
            timer.add(value, 1 / line.rate());
        } else if (entry.bucket instanceof Bucket.Gauge gauge) {
            if (signed) {
                gauge.add(value);
            } else {
                gauge.set(value);
            }
        }
    }

    private void takeMember(String member) {
        Entry entry = entry();
        if (entry == null || !(entry.bucket instanceof Bucket.UniqueSet set)) {
            return;
        }
        entry.idle = -1;
        long hash = ByteBuffer.wrap(StableId.digest().digest(member.getBytes(UTF_8)))
                .getLong();
        if (set.contains(hash)) {
            return;
        }
        if (members >= MAX_MEMBERS) {
            refuse(RefusalCode.TOO_MANY_SAMPLES, "the sets have " + MAX_MEMBERS + " members in this interval");
            return;
        }
        members++;
        set.add(hash);
    }

    private @Nullable Entry entry() {
        Key key = new Key(naming.of(line.name(), line.tags()), line.kind());
        Entry entry = series.get(key);
        if (entry == null && series.size() >= maxSeries) {
            refuse(
                    RefusalCode.TOO_MANY_SERIES,
                    "there are " + maxSeries + " series (doors.statsd.max-series is the bound)");
        } else if (entry == null) {
            entry = new Entry(
                    switch (line.kind()) {
                        case COUNTER -> new Bucket.Counter();
                        case GAUGE -> new Bucket.Gauge();
                        case TIMER -> new Bucket.Timer();
                        case SET -> new Bucket.UniqueSet();
                    });
            series.put(key, entry);
        }
        return entry;
    }

    /** Ends the interval at {@code millis}; the samples of the ended one, null if there are none. */
    @Nullable
    FrameGroups flush(long millis) {
        boolean any = timed > 0;
        for (Iterator<Map.Entry<Key, Entry>> all = series.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Entry> next = all.next();
            Entry entry = next.getValue();
            boolean counter = entry.bucket instanceof Bucket.Counter;
            entry.idle++;
            if (entry.idle > (entry.bucket instanceof Bucket.Gauge ? IDLE_GAUGE : IDLE)) {
                all.remove();
            } else if (entry.idle == 0 || counter) {
                emit(next.getKey().series, millis, entry.bucket);
                any = true;
            }
        }
        members = 0;
        timed = 0;
        FrameGroups ended = groups;
        groups = new FrameGroups();
        return any ? ended : null;
    }

    /** Another server goes on: what is kept here would be outdated when the work comes back. */
    void forget() {
        series.clear();
    }

    private void emit(MappedSeries name, long millis, Bucket bucket) {
        if (bucket instanceof Bucket.Counter counter) {
            groups.add(name, millis, counter.take(), SampleKind.DELTA);
        } else if (bucket instanceof Bucket.Gauge gauge) {
            groups.add(name, millis, gauge.value(), SampleKind.GAUGE);
        } else if (bucket instanceof Bucket.UniqueSet set) {
            groups.add(name, millis, set.size(), SampleKind.GAUGE);
            set.clear();
        } else if (bucket instanceof Bucket.Timer timer) {
            groups.add(name.with(".count"), millis, timer.events(), SampleKind.DELTA);
            groups.add(name.with(".mean"), millis, timer.mean(), SampleKind.GAUGE);
            groups.add(name.with(".min"), millis, timer.sketch().min(), SampleKind.GAUGE);
            groups.add(name.with(".max"), millis, timer.sketch().max(), SampleKind.GAUGE);
            groups.add(name.with(".p50"), millis, timer.sketch().quantile(0.5), SampleKind.GAUGE);
            groups.add(name.with(".p95"), millis, timer.sketch().quantile(0.95), SampleKind.GAUGE);
            groups.add(name.with(".p99"), millis, timer.sketch().quantile(0.99), SampleKind.GAUGE);
            timer.clear();
        }
    }
}
