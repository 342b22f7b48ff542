package io.anomalyradar.app.events;

import picocli.CommandLine.Command;

/** {@code radar events}. */
@Command(
        name = "events",
        description = "Lists, follows and sends events: what happened to users, orders or devices.",
        subcommands = {ListEvents.class, FollowEvents.class, SendEvents.class})
public final class EventsCommand {}
