package io.anomalyradar.app;

import io.anomalyradar.app.alerts.AlertsCommand;
import io.anomalyradar.app.apply.ApplyCommand;
import io.anomalyradar.app.apply.ExportCommand;
import io.anomalyradar.app.apply.ImportRulesCommand;
import io.anomalyradar.app.audit.AuditCommand;
import io.anomalyradar.app.capsule.CapsuleCommand;
import io.anomalyradar.app.channels.ChannelsCommand;
import io.anomalyradar.app.command.FailureHandler;
import io.anomalyradar.app.deadletters.DeadLettersCommand;
import io.anomalyradar.app.devices.DevicesCommand;
import io.anomalyradar.app.doctor.DoctorCommand;
import io.anomalyradar.app.edge.EdgeCommand;
import io.anomalyradar.app.events.EventsCommand;
import io.anomalyradar.app.imports.ImportCommand;
import io.anomalyradar.app.incidents.IncidentsCommand;
import io.anomalyradar.app.job.JobCommand;
import io.anomalyradar.app.keys.KeysCommand;
import io.anomalyradar.app.lake.LakeCommand;
import io.anomalyradar.app.oncall.OnCallCommand;
import io.anomalyradar.app.patterns.PatternsCommand;
import io.anomalyradar.app.query.QueryCommand;
import io.anomalyradar.app.query.ReportCommand;
import io.anomalyradar.app.replay.ReplayCommand;
import io.anomalyradar.app.rules.RulesCommand;
import io.anomalyradar.app.score.ScoreCommand;
import io.anomalyradar.app.send.SendCommand;
import io.anomalyradar.app.settings.ConfigCommand;
import io.anomalyradar.app.silences.SilencesCommand;
import io.anomalyradar.app.simulate.SimulateCommand;
import io.anomalyradar.app.sql.SqlCommand;
import io.anomalyradar.app.topics.TopicsCommand;
import io.anomalyradar.app.up.UpCommand;
import io.anomalyradar.app.version.VersionCommand;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code radar} command. A new subcommand is one line in the list here. */
@Command(
        name = "radar",
        versionProvider = VersionCommand.class,
        description = "Learns what is normal for every signal and reports what is not.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it was tried and failed",
            "2:the command line or the configuration is wrong",
            "3:the data directory is held by another instance, or a port is taken"
        },
        subcommands = {
            ApplyCommand.class,
            ExportCommand.class,
            ImportRulesCommand.class,
            AlertsCommand.class,
            IncidentsCommand.class,
            RulesCommand.class,
            OnCallCommand.class,
            AuditCommand.class,
            CapsuleCommand.class,
            ChannelsCommand.class,
            SilencesCommand.class,
            ConfigCommand.class,
            DeadLettersCommand.class,
            DevicesCommand.class,
            DoctorCommand.class,
            EdgeCommand.class,
            EventsCommand.class,
            JobCommand.class,
            KeysCommand.class,
            LakeCommand.class,
            PatternsCommand.class,
            QueryCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            ImportCommand.class,
            ScoreCommand.class,
            SendCommand.class,
            SimulateCommand.class,
            SqlCommand.class,
            TopicsCommand.class,
            UpCommand.class,
            VersionCommand.class,
        })
public final class Radar {
    private Radar() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // Kafka's own code turns "classic" into upper case in the host's language
        System.exit(commandLine().execute(arguments));
    }

    /** The command line as {@link #main} runs it. */
    public static CommandLine commandLine() {
        CommandLine radar = new CommandLine(new Radar())
                .setExecutionExceptionHandler(new FailureHandler())
                .setCaseInsensitiveEnumValuesAllowed(true);
        addHelp(radar);
        return radar;
    }

    /** Every command answers {@code --help}. */
    private static void addHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getSubcommands().values().forEach(Radar::addHelp);
    }
}
