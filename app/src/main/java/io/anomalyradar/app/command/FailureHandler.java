package io.anomalyradar.app.command;

import io.anomalyradar.app.config.ConfigException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints a failure in one line on standard error; with its stack trace only on request. */
public final class FailureHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        lines(failure).forEach(line -> err.println("radar: " + line));
        if (parsed.expandedArgs().contains(VerboseOption.NAME)) {
            failure.printStackTrace(err);
        }
        err.flush();
        if (failure instanceof CommandFailure known) {
            return known.exitCode();
        }
        return failure instanceof ConfigException ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    private static List<String> lines(Exception failure) {
        if (failure instanceof ConfigException refused) {
            return refused.problems();
        }
        return List.of(failure instanceof CommandFailure ? message(failure) : reason(failure));
    }

    /** The message, and that of the innermost cause if it adds information. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = message(failure);
        String cause = message(root);
        return message.contains(cause) ? message : message + ": " + cause;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        String own = message == null ? failure.getClass().getSimpleName() : message;
        return own.lines().findFirst().orElse(own);
    }
}
