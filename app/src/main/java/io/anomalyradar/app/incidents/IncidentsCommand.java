package io.anomalyradar.app.incidents;

import picocli.CommandLine.Command;

/** {@code radar incidents}. */
@Command(
        name = "incidents",
        description = "Lists incidents, and acknowledges, assigns, comments, merges, splits or resolves them.",
        subcommands = {
            ListIncidents.class,
            ShowIncident.class,
            CommandIncident.Acknowledge.class,
            CommandIncident.Unacknowledge.class,
            CommandIncident.Assign.class,
            CommandIncident.Comment.class,
            CommandIncident.Merge.class,
            CommandIncident.Split.class,
            CommandIncident.Resolve.class
        })
public final class IncidentsCommand {}
