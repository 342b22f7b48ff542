package io.anomalyradar.app.config;

import java.util.List;

/** The configuration cannot be used; each problem names the key, the value, its source and the remedy. */
public final class ConfigException extends RuntimeException {
    private final List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
