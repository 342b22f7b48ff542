package io.anomalyradar.app.incidents;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.Incident;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that change an incident. */
abstract class CommandIncident implements Runnable {
    private final AlertAction action;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "INCIDENT", description = "Its id.")
    String incident = "";

    @Option(names = "--by", paramLabel = "PERSON", description = "Who does it; otherwise your user name.")
    String person = System.getProperty("user.name", "");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    private CommandIncident(AlertAction action) {
        this.action = action;
    }

    String text() {
        return "";
    }

    List<String> subjects() {
        return List.of();
    }

    @Override
    public final void run() {
        Incident changed = new Incidents(server).give(incident, action, person, text(), subjects());
        PrintWriter out = spec.commandLine().getOut();
        out.println(Incidents.line(changed) + ": " + changed.state());
        out.flush();
    }

    @Command(name = "ack", description = "Acknowledges an incident: nobody is notified until it is critical or over.")
    static final class Acknowledge extends CommandIncident {
        Acknowledge() {
            super(AlertAction.ACKNOWLEDGE);
        }
    }

    @Command(name = "unack", description = "Takes an acknowledgement of an incident back.")
    static final class Unacknowledge extends CommandIncident {
        Unacknowledge() {
            super(AlertAction.UNACKNOWLEDGE);
        }
    }

    @Command(name = "resolve", description = "Resolves an incident: no more alerts join it.")
    static final class Resolve extends CommandIncident {
        @Option(names = "--reason", paramLabel = "TEXT", description = "For the timeline.")
        String why = "";

        Resolve() {
            super(AlertAction.RESOLVE);
        }

        @Override
        String text() {
            return why;
        }
    }

    @Command(name = "assign", description = "Assigns an incident to a person.")
    static final class Assign extends CommandIncident {
        @Parameters(index = "1", paramLabel = "PERSON", description = "To whom; '' for nobody.")
        String assignee = "";

        Assign() {
            super(AlertAction.ASSIGN);
        }

        @Override
        String text() {
            return assignee;
        }
    }

    @Command(name = "comment", description = "Adds a comment to the timeline of an incident.")
    static final class Comment extends CommandIncident {
        @Parameters(index = "1", paramLabel = "TEXT", description = "What it says.")
        String said = "";

        Comment() {
            super(AlertAction.COMMENT);
        }

        @Override
        String text() {
            return said;
        }
    }

    @Command(name = "merge", description = "Makes another incident of the same area a part of an incident.")
    static final class Merge extends CommandIncident {
        @Parameters(index = "1", paramLabel = "OTHER", description = "Id of the other one, which is resolved.")
        String other = "";

        Merge() {
            super(AlertAction.MERGE);
        }

        @Override
        List<String> subjects() {
            return List.of(other);
        }
    }

    @Command(name = "split", description = "Makes some alerts of an incident an incident of their own.")
    static final class Split extends CommandIncident {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "ALERT", description = "Ids; not the leading alert.")
        List<String> alerts = List.of();

        Split() {
            super(AlertAction.SPLIT);
        }

        @Override
        List<String> subjects() {
            return alerts;
        }
    }
}
