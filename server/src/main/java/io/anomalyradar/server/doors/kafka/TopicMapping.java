package io.anomalyradar.server.doors.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the records of one topic are read. Where each kind of values stands is given by {@code metrics}, by {@code
 * numbers}, or by {@code name} and {@code value}; they add up.
 *
 * @param cluster properties of the clients of another cluster, as a file; null: our own cluster
 * @param earliest whether a topic that was never read is read from its beginning
 * @param form what a record's value is
 * @param each an array, whose elements are readings; null: the record is one reading
 * @param device names the device; null: the record's key does
 * @param time null: the record's own time
 * @param metrics metrics by name
 * @param numbers a place whose numbers, at any depth, are metrics named by their path; null: there is none
 * @param name of one metric, whose value stands at {@code value}
 * @param attributes site, type, group, tenant
 * @param counters names of metrics that are counters; * stands for any text
 */
record TopicMapping(
        String topic,
        @Nullable Path cluster,
        boolean earliest,
        ValueForm form,
        @Nullable Pointer each,
        @Nullable Pointer device,
        @Nullable TimeField time,
        Map<String, Pointer> metrics,
        @Nullable Pointer numbers,
        @Nullable Pointer name,
        @Nullable Pointer value,
        Map<String, Pointer> attributes,
        List<String> counters) {
    TopicMapping {
        metrics = Map.copyOf(metrics);
        attributes = Map.copyOf(attributes);
        counters = List.copyOf(counters);
        if (metrics.isEmpty() && numbers == null && (name == null || value == null)) {
            throw new IllegalArgumentException(
                    "the mapping of " + topic + " has no values: give metrics, numbers, or name and value");
        }
    }
}
