package io.anomalyradar.server.doors.labels;

import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.SampleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns samples that arrive series by series into frames: the samples of one device and time are one frame, of at most
 * {@value FrameLimits#MAX_SAMPLES}; earlier frames come first. Grows with the samples of one body, which is bounded.
 * One instance a body.
 */
public final class FrameGroups {
    private record Key(String device, long timestampMillis, Attributes attributes) {}

    /** The samples of one frame. */
    private static final class Group {
        private final Key key;
        private String[] metrics = new String[8];
        private double[] values = new double[8];
        private SampleKind[] kinds = new SampleKind[8];
        private int size;

        Group(Key key) {
            this.key = key;
        }

        void add(String metric, double value, SampleKind kind) {
            if (size == metrics.length) {
                metrics = Arrays.copyOf(metrics, size * 2);
                values = Arrays.copyOf(values, size * 2);
                kinds = Arrays.copyOf(kinds, size * 2);
            }
            metrics[size] = metric;
            values[size] = value;
            kinds[size++] = kind;
        }
    }

    private final Map<Key, Group> groups = new HashMap<>();
    private final List<Group> inOrder = new ArrayList<>();
    private @Nullable Group last;

    /** Adds a sample of {@code series}; {@link Frame#NO_TIMESTAMP} is the time of its arrival. */
    public void add(MappedSeries series, long timestampMillis, double value, SampleKind kind) {
        Group group = last;
        if (group == null
                || group.key.timestampMillis != timestampMillis
                || !group.key.device.equals(series.device())
                || !group.key.attributes.equals(series.attributes())) {
            Key key = new Key(series.device(), timestampMillis, series.attributes());
            group = groups.get(key);
            if (group == null) {
                group = new Group(key);
                groups.put(key, group);
                inOrder.add(group);
            }
            last = group;
        }
        group.add(series.metric(), value, kind);
    }

    /** Adds all frames to {@code batch}. */
    public void emitTo(FrameBatch batch) {
        inOrder.sort(Comparator.comparingLong(group -> group.key.timestampMillis)); // stable
        FrameBuilder frame = new FrameBuilder();
        for (Group group : inOrder) {
            for (int from = 0; from < group.size; from += FrameLimits.MAX_SAMPLES) {
                frame.clear();
                frame.device(group.key.device);
                if (group.key.timestampMillis != Frame.NO_TIMESTAMP) {
                    frame.timestampMillis(group.key.timestampMillis);
                }
                frame.attributes(group.key.attributes);
                int to = Math.min(group.size, from + FrameLimits.MAX_SAMPLES);
                for (int i = from; i < to; i++) {
                    frame.sample(group.metrics[i], group.values[i], group.kinds[i]);
                }
                frame.id(batch.nextId());
                batch.add(frame.build());
            }
        }
    }
}
