package io.anomalyradar.app.job;

import picocli.CommandLine.Command;

/** {@code radar job}. */
@Command(
        name = "job",
        description = "The job on an existing Flink cluster (flink.address): start, look, save, replace, stop.",
        subcommands = {SubmitJob.class, ShowJob.class, SavingJob.Save.class, UpgradeJob.class, SavingJob.Stop.class})
public final class JobCommand {}
