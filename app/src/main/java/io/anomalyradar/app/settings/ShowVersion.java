package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDiff;
import io.anomalyradar.model.control.ConfigDiff.Change;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar config show}. */
@Command(name = "show", description = "Shows what a version sets otherwise than the release does.")
final class ShowVersion implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Default: the newest.")
    @Nullable
    Integer version;

    @Option(names = "--all", description = "Print the whole document as JSON.")
    boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        ConfigDocument document = new Versions(server).document(version);
        PrintWriter out = spec.commandLine().getOut();
        if (all) {
            Versions.print(out, ConfigJson.writePretty(document));
            return;
        }
        out.println("version " + document.version() + " by " + document.author() + ": " + document.comment());
        ConfigDocument release = new ConfigDocument(
                0,
                0,
                "",
                "",
                ConfigDocument.releaseDefaults(),
                List.of(),
                AlertingConfig.RELEASE,
                new TreeMap<>(document.deployed()));
        List<Change> changes = ConfigDiff.between(release, document);
        if (changes.isEmpty()) {
            out.println("  all settings are the release's");
        }
        for (Change change : changes) {
            out.println("  " + change.place() + "  " + change.key() + ": " + change.after());
        }
        out.flush();
    }
}
