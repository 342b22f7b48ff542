package io.anomalyradar.history.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The pipeline's topics as lists, two partitions of scores, and the model: the expected content of a store that has
 * read everything. Frames are in their device's partition in source order, and are repeated as after a restart of the
 * pipeline.
 */
final class PipelineLog {
    private static final int DEVICES = 5;
    private static final List<LogPartition> SCORES =
            List.of(PipelineOutput.SCORES, new LogPartition(PipelineOutput.SCORES.topicId(), 1));
    private static final List<LogPartition> PARTITIONS =
            List.of(SCORES.get(0), SCORES.get(1), PipelineOutput.ANOMALIES, PipelineOutput.AGGREGATES);

    private final Map<LogPartition, List<Object>> records = new LinkedHashMap<>();
    private final Map<String, List<ScoreFrame>> frames = new HashMap<>();
    private final Map<String, Anomaly> anomalies = new HashMap<>();
    private final Map<Long, AggregateFrame> windows = new HashMap<>();
    private long telemetry;

    /**
     * Appends {@code count} new frames with an anomaly or a window now and then, then goes back {@code repeat} frames.
     */
    void append(int count, int repeat, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            long offset = telemetry++;
            String device = "device-" + (DEVICES - 1 - random.nextInt(DEVICES)); // new names come in any order
            ScoreFrame frame = PipelineOutput.scores(device, offset, offset)
                    .metrics(random.nextBoolean() ? new String[] {"b", "a"} : new String[] {"c"})
                    .frame();
            frames.computeIfAbsent(device, unused -> new ArrayList<>()).add(frame);
            partition(device).add(frame);
            if (random.nextInt(3) == 0) {
                Anomaly anomaly = PipelineOutput.anomaly("a" + random.nextInt(4), device, 1)
                        .revision(1 + random.nextInt(5))
                        .emitted();
                log(PipelineOutput.ANOMALIES).add(anomaly);
                anomalies.merge(anomaly.id(), anomaly, (one, other) -> other.revision() > one.revision() ? other : one);
            }
            if (random.nextInt(3) == 0) {
                long start = random.nextInt(4) * 60_000L;
                AggregateFrame window = PipelineOutput.window("device-0", start, PipelineOutput.at(offset), offset);
                log(PipelineOutput.AGGREGATES).add(window);
                windows.put(start, window);
            }
        }
        for (LogPartition scores : SCORES) {
            List<Object> log = log(scores);
            log.addAll(List.copyOf(log.subList(Math.max(0, log.size() - repeat), log.size())));
        }
    }

    private List<Object> log(LogPartition partition) {
        return records.computeIfAbsent(partition, unused -> new ArrayList<>());
    }

    private List<Object> partition(String device) {
        return log(SCORES.get(device.hashCode() & 1));
    }

    /** A batch of up to {@code limit} records from {@code offsets} on. */
    HistoryBatch read(Map<LogPartition, LogOffset> offsets, int limit, long order) {
        Map<LogPartition, Long> ends = new HashMap<>();
        Map<LogPartition, Long> next = beginnings(offsets);
        Random random = new Random(order);
        int left = limit;
        for (LogPartition partition : PARTITIONS) {
            long beginning = next.getOrDefault(partition, 0L);
            int available = (int) (log(partition).size() - beginning);
            int taken = Math.min(left, limit == Integer.MAX_VALUE ? available : random.nextInt(available + 1));
            ends.put(partition, beginning + taken);
            left -= taken;
        }
        return batch(next, ends, random);
    }

    /** The records of an interrupted batch. */
    HistoryBatch readUpTo(Map<LogPartition, LogOffset> offsets, Intent intent, long order) {
        Map<LogPartition, Long> next = beginnings(offsets);
        Map<LogPartition, Long> ends = new HashMap<>(next);
        intent.offsets().forEach((partition, end) -> ends.put(partition, end.next()));
        return batch(next, ends, new Random(order));
    }

    private static Map<LogPartition, Long> beginnings(Map<LogPartition, LogOffset> offsets) {
        Map<LogPartition, Long> next = new HashMap<>();
        for (LogPartition partition : PARTITIONS) {
            LogOffset known = offsets.get(partition);
            next.put(partition, known == null ? 0 : known.next());
        }
        return next;
    }

    private HistoryBatch batch(Map<LogPartition, Long> next, Map<LogPartition, Long> ends, Random random) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        List<LogPartition> unread = new ArrayList<>(PARTITIONS);
        while (!unread.isEmpty()) {
            LogPartition partition = unread.get(random.nextInt(unread.size()));
            long offset = next.getOrDefault(partition, 0L);
            if (offset >= ends.getOrDefault(partition, 0L)) {
                unread.remove(partition);
                continue;
            }
            Object read = log(partition).get((int) offset);
            if (read instanceof ScoreFrame frame) {
                batch.add(frame);
            } else if (read instanceof Anomaly anomaly) {
                batch.add(anomaly, 1);
            } else if (read instanceof AggregateFrame window) {
                batch.add(window, 1);
            }
            next.put(partition, offset + 1);
            batch.advance(partition, PipelineOutput.next(offset + 1));
        }
        return batch.build();
    }

    /** Compares everything in {@code store} with the model. */
    void assertStoredOnce(HistoryStore store) {
        long samples = 0;
        for (int number = 0; number < DEVICES; number++) {
            String device = "device-" + number;
            List<ScoreFrame> expected = frames.getOrDefault(device, List.of());
            for (String metric : List.of("a", "b", "c")) {
                List<Long> offsets = expected.stream()
                        .filter(frame -> frame.metric(0).equals(metric)
                                || (frame.size() > 1 && frame.metric(1).equals(metric)))
                        .map(frame -> frame.source().offset())
                        .toList();
                Series.Raw stored = (Series.Raw) store.series(device, metric, TimeRange.ALL, HistoryStore.MAX_POINTS);
                assertThat(stored.samples())
                        .extracting(Sample::source)
                        .extracting(source -> source.offset())
                        .containsExactlyElementsOf(offsets);
                samples += offsets.size();
            }
        }
        assertThat(store.totals().samples()).isEqualTo(samples);
        anomalies.forEach((id, anomaly) -> assertThat(store.anomaly(id)).contains(anomaly));
        assertThat(store.totals().anomalies()).isEqualTo(anomalies.size());
        assertThat(store.aggregates("device-0", "temperature", Step.MINUTE, TimeRange.ALL, PageRequest.first(10))
                        .items())
                .extracting(
                        Aggregate::startMillis, aggregate -> aggregate.source().offset())
                .containsExactlyInAnyOrderElementsOf(windows.entrySet().stream()
                        .map(window -> tuple(
                                window.getKey(), window.getValue().source().offset()))
                        .toList());
    }

    /** A window that is read twice makes two rows, of which queries see the newest. */
    void assertNoRowOfAWindowTwice(HistoryStore store) {
        assertThat(store.totals().aggregates())
                .isEqualTo(log(PipelineOutput.AGGREGATES).size());
    }
}
