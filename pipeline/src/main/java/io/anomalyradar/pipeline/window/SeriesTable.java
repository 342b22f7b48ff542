package io.anomalyradar.pipeline.window;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The series of one device by position, in order of first appearance: name, newest time, and the newest record with a
 * sample of it. In flat arrays, so that recording a sample writes numbers and creates no garbage.
 */
final class SeriesTable {
    private final Map<String, Integer> positions;
    private String[] names;
    private String[] topicIds;
    private int[] partitions;
    private int[] leaderEpochs;
    private long[] offsets;
    private long[] newestMillis;
    private int size;

    SeriesTable() {
        positions = new HashMap<>();
        names = new String[4];
        topicIds = new String[4];
        partitions = new int[4];
        leaderEpochs = new int[4];
        offsets = new long[4];
        newestMillis = new long[4];
    }

    private SeriesTable(SeriesTable other) {
        positions = new HashMap<>(other.positions);
        names = other.names.clone();
        topicIds = other.topicIds.clone();
        partitions = other.partitions.clone();
        leaderEpochs = other.leaderEpochs.clone();
        offsets = other.offsets.clone();
        newestMillis = other.newestMillis.clone();
        size = other.size;
    }

    SeriesTable copy() {
        return new SeriesTable(this);
    }

    int size() {
        return size;
    }

    String name(int position) {
        return names[position];
    }

    /** Time of the series' newest sample; {@link Long#MIN_VALUE} before the first. */
    long newestMillis(int position) {
        return newestMillis[position];
    }

    /** The newest record with a sample of the series. */
    SourcePosition newest(int position) {
        return new SourcePosition(topicIds[position], partitions[position], leaderEpochs[position], offsets[position]);
    }

    /**
     * The position of {@code name}, which is added if it is new. Costs one comparison if {@code guess} is right, as it
     * is when a device sends its metrics in the same order in every frame.
     */
    int positionOf(String name, int guess) {
        if (guess < size && names[guess].equals(name)) {
            return guess;
        }
        Integer known = positions.get(name);
        return known != null ? known : add(name);
    }

    /** Records a sample of the series. */
    void note(int position, long timestampMillis, SourcePosition source) {
        if (!topicIds[position].equals(source.topicId())) {
            topicIds[position] = source.topicId();
        }
        partitions[position] = source.partition();
        leaderEpochs[position] = source.leaderEpoch();
        offsets[position] = source.offset();
        newestMillis[position] = timestampMillis;
    }

    private int add(String name) {
        if (size == names.length) {
            int room = size * 2;
            names = Arrays.copyOf(names, room);
            topicIds = Arrays.copyOf(topicIds, room);
            partitions = Arrays.copyOf(partitions, room);
            leaderEpochs = Arrays.copyOf(leaderEpochs, room);
            offsets = Arrays.copyOf(offsets, room);
            newestMillis = Arrays.copyOf(newestMillis, room);
        }
        names[size] = name;
        topicIds[size] = "";
        newestMillis[size] = Long.MIN_VALUE;
        positions.put(name, size);
        return size++;
    }
}
