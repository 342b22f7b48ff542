package io.anomalyradar.app.channels;

import picocli.CommandLine.Command;

/** {@code radar channels}. */
@Command(
        name = "channels",
        description = "Lists the channels through which people are notified, and tries one.",
        subcommands = {ListChannels.class, TryChannel.class})
public final class ChannelsCommand {}
