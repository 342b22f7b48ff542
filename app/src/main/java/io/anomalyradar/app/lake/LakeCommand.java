package io.anomalyradar.app.lake;

import picocli.CommandLine.Command;

/** {@code radar lake}. */
@Command(
        name = "lake",
        description = "The lake (lake.directory): Iceberg tables of telemetry and anomalies. While servers write to it,"
                + " every command is safe.",
        subcommands = {ListLake.class, VerifyLake.class, CompactLake.class, ExpireLake.class, QueryLake.class})
public final class LakeCommand {}
