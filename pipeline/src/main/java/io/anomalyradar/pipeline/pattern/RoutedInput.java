package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.PatternInput;

/**
 * An input of one pattern.
 *
 * @param pattern its id
 * @param key by which the pattern takes it
 */
public record RoutedInput(String pattern, String key, PatternInput input) {
    /** The key of Flink's state: ids have no line break. */
    public String partition() {
        return pattern + "\n" + key;
    }

    static String pattern(String partition) {
        return partition.substring(0, partition.indexOf('\n'));
    }

    static String key(String partition) {
        return partition.substring(partition.indexOf('\n') + 1);
    }
}
