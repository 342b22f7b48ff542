package io.anomalyradar.app.alerts;

import picocli.CommandLine.Command;

/** {@code radar alerts}. */
@Command(
        name = "alerts",
        description = "Lists alerts, and acknowledges, snoozes, assigns, comments or resolves them.",
        subcommands = {
            ListAlerts.class,
            ShowAlert.class,
            AlertCapsule.class,
            CommandAlert.Acknowledge.class,
            CommandAlert.Unacknowledge.class,
            CommandAlert.Snooze.class,
            CommandAlert.Assign.class,
            CommandAlert.Comment.class,
            CommandAlert.Resolve.class
        })
public final class AlertsCommand {}
