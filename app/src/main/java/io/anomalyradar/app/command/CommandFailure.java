package io.anomalyradar.app.command;

/** A failure that is reported in one line and ends the process with a code of {@link ExitCode}. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;

    /** @param message what is wrong and what to do next, for people */
    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
