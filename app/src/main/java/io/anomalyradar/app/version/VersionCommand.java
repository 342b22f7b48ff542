package io.anomalyradar.app.version;

import io.anomalyradar.app.command.JsonOption;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar version}: the installed version and its runtime. */
@Command(name = "version", description = "Prints the version, and that of Java.")
public final class VersionCommand implements Runnable, IVersionProvider {
    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> {
                generator.writeStartObject();
                generator.writeStringField("version", version());
                generator.writeStringField("java", Runtime.version().toString());
                generator.writeEndObject();
            });
        } else {
            out.println(getVersion()[0]);
            out.flush();
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Anomaly Radar " + version() + " on Java " + Runtime.version()};
    }

    /** From the jar's manifest; "development" if run from classes. */
    public static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
