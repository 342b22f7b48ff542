package io.anomalyradar.app.command;

import picocli.CommandLine.Option;

/** {@code --verbose}: print stack traces of failures. */
public final class VerboseOption {
    static final String NAME = "--verbose";

    @Option(names = NAME, description = "Show stack traces with failures.")
    boolean verbose;

    public boolean isOn() {
        return verbose;
    }
}
