package io.anomalyradar.app.command;

/** What the process ends with. Scripts rely on them. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** It was tried and failed; the message says why. */
    public static final int FAILURE = 1;
    /** The command line or the configuration is wrong; nothing was tried. */
    public static final int USAGE = 2;
    /** The data directory is held by another instance, or a port is taken; nothing was started. */
    public static final int BUSY = 3;

    private ExitCode() {}
}
