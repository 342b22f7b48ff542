package io.anomalyradar.app.patterns;

import picocli.CommandLine.Command;

/** {@code radar patterns}. */
@Command(
        name = "patterns",
        description =
                "Which events, anomalies and samples are an alert: lists, shows, checks and changes it; shows states.",
        subcommands = {
            ListPatterns.class,
            ShowPattern.class,
            PatternStates.class,
            SetPatterns.class,
            DeletePattern.class,
            CheckPatterns.class,
            BacktestPatterns.class
        })
public final class PatternsCommand {}
