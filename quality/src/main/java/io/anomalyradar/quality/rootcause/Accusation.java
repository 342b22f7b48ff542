package io.anomalyradar.quality.rootcause;

import java.util.List;

/**
 * What a method answered about one window.
 *
 * @param cause the device that caused the incident; empty: the window is healthy
 * @param answer devices, the most probable first; empty: insufficient evidence
 */
public record Accusation(String scenario, String metric, String cause, List<String> answer) {
    public Accusation {
        answer = List.copyOf(answer);
    }

    /** Whether nothing happened in the window. */
    public boolean isHealthy() {
        return cause.isEmpty();
    }

    /** Whether the cause is among the first {@code count} devices. */
    boolean names(int count) {
        return answer.subList(0, Math.min(count, answer.size())).contains(cause);
    }
}
