package io.anomalyradar.app.capsule;

import picocli.CommandLine.Command;

/** {@code radar capsule}. */
@Command(
        name = "capsule",
        description = "Replays capsules of alerts; radar alerts capsule downloads them.",
        subcommands = {ReplayCapsule.class})
public final class CapsuleCommand {}
