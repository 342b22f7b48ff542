package io.anomalyradar.app.alerts;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.settings.Durations;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that change an alert. */
abstract class CommandAlert implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "ALERT", description = "Its id.")
    String id = "";

    @Option(names = "--by", paramLabel = "PERSON", description = "Who gives the command; otherwise your user name.")
    String by = System.getProperty("user.name", "");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    private final AlertAction action;

    private CommandAlert(AlertAction action) {
        this.action = action;
    }

    String text() {
        return "";
    }

    long untilMillis() {
        return 0;
    }

    @Override
    public final void run() {
        Alert alert = new Inbox(server).give(AlertCommand.onAlert(id, "", action, by, text(), untilMillis()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(alert.title() + ": " + alert.state() + (alert.isSnoozed() ? ", snoozed" : ""));
        out.flush();
    }

    @Command(name = "ack", description = "Acknowledges an alert: you have taken it on.")
    static final class Acknowledge extends CommandAlert {
        @Option(names = "--comment", paramLabel = "TEXT", description = "A comment for the timeline.")
        String comment = "";

        Acknowledge() {
            super(AlertAction.ACKNOWLEDGE);
        }

        @Override
        String text() {
            return comment;
        }
    }

    @Command(name = "unack", description = "Takes an acknowledgement back: the alert fires again.")
    static final class Unacknowledge extends CommandAlert {
        Unacknowledge() {
            super(AlertAction.UNACKNOWLEDGE);
        }
    }

    @Command(name = "snooze", description = "Sends no notifications of an alert for a while.")
    static final class Snooze extends CommandAlert {
        @Parameters(index = "1", paramLabel = "DURATION", description = "Such as 30m or 4h; 0s ends a snooze.")
        String duration = "";

        Snooze() {
            super(AlertAction.SNOOZE);
        }

        @Override
        long untilMillis() {
            try {
                long millis = Durations.parse(duration).toMillis();
                return millis == 0 ? 0 : System.currentTimeMillis() + millis;
            } catch (IllegalArgumentException malformed) {
                throw new CommandFailure(
                        ExitCode.USAGE, "'" + duration + "' is not a duration: give one such as 30m or 4h");
            }
        }
    }

    @Command(name = "assign", description = "Assigns an alert to a person.")
    static final class Assign extends CommandAlert {
        @Parameters(index = "1", paramLabel = "PERSON", description = "Whom it is assigned to; '' for nobody.")
        String person = "";

        Assign() {
            super(AlertAction.ASSIGN);
        }

        @Override
        String text() {
            return person;
        }
    }

    @Command(name = "comment", description = "Adds a comment to the timeline of an alert.")
    static final class Comment extends CommandAlert {
        @Parameters(index = "1", paramLabel = "TEXT", description = "The comment.")
        String comment = "";

        Comment() {
            super(AlertAction.COMMENT);
        }

        @Override
        String text() {
            return comment;
        }
    }

    @Command(name = "resolve", description = "Resolves an alert; its anomaly does not open it again.")
    static final class Resolve extends CommandAlert {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the timeline.")
        String reason = "";

        Resolve() {
            super(AlertAction.RESOLVE);
        }

        @Override
        String text() {
            return reason;
        }
    }
}
