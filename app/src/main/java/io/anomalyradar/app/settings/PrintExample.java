package io.anomalyradar.app.settings;

import io.anomalyradar.app.config.ExampleFile;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar config example}. */
@Command(name = "example", description = "Prints radar.example.yaml: every key, what it means, its default.")
final class PrintExample implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ExampleFile.render());
        out.flush();
    }
}
