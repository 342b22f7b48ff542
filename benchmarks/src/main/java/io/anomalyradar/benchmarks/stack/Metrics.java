package io.anomalyradar.benchmarks.stack;

/**
 * The output of {@code /metrics} at one moment.
 *
 * @param text in the Prometheus text format
 */
public record Metrics(String text) {
    /** The sum of all series of the metric {@code name}; 0 if there are none. */
    public double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name)
                        && line.length() > name.length()
                        && (line.charAt(name.length()) == ' ' || line.charAt(name.length()) == '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Samples stored since the start. */
    public long samplesStored() {
        return (long) sum("radar_history_samples_total");
    }
}
