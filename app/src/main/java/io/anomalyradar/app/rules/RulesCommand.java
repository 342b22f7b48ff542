package io.anomalyradar.app.rules;

import picocli.CommandLine.Command;

/** {@code radar rules}. */
@Command(
        name = "rules",
        description = "Tries rules on the stored history; 'radar config apply' puts them in force.",
        subcommands = BacktestRules.class)
public final class RulesCommand {}
