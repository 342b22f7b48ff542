package io.anomalyradar.app.command;

/** The exit codes of the process. Scripts rely on them. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** An attempt failed; the message says why. */
    public static final int FAILURE = 1;
    /** The command line or the configuration is wrong; nothing was attempted. */
    public static final int USAGE = 2;
    /** Another instance holds the data directory, or a port is in use; nothing was started. */
    public static final int BUSY = 3;

    private ExitCode() {}
}
