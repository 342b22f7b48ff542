package io.anomalyradar.app.patterns;

import picocli.CommandLine.Command;

/** {@code radar patterns}. */
@Command(
        name = "patterns",
        description =
                "Which events, anomalies and samples in which order are an alert: lists, shows, checks and changes it.",
        subcommands = {
            ListPatterns.class,
            ShowPattern.class,
            SetPatterns.class,
            DeletePattern.class,
            CheckPatterns.class
        })
public final class PatternsCommand {}
