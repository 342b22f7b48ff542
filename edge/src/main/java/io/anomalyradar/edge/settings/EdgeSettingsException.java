package io.anomalyradar.edge.settings;

import java.util.List;

/** The configuration is wrong. Each problem names the key, where it stands, and what is accepted. */
public final class EdgeSettingsException extends RuntimeException {
    private final List<String> problems;

    public EdgeSettingsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
