package io.anomalyradar.app.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.config.EffectiveConfig;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar config print}. */
@Command(
        name = "print",
        description = "Prints every key with its effective value and where that came from; secrets are masked.")
final class PrintConfig implements Runnable {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        EffectiveConfig effective = config.effective();
        RadarConfig.of(effective); // a configuration that contradicts itself is refused here as by every other command
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> write(generator, effective));
        } else {
            print(out, effective);
        }
    }

    private static void print(PrintWriter out, EffectiveConfig effective) {
        int width = effective.settings().stream()
                .mapToInt(setting -> assignment(setting).length())
                .max()
                .orElse(0);
        effective
                .settings()
                .forEach(setting -> out.println(
                        String.format(Locale.ROOT, "%-" + width + "s  # %s", assignment(setting), setting.source())));
        out.flush();
    }

    private static String assignment(Setting setting) {
        return setting.key().name() + ": " + setting.shown();
    }

    private static void write(JsonGenerator json, EffectiveConfig effective) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (Setting setting : effective.settings()) {
            json.writeStartObject();
            json.writeStringField("key", setting.key().name());
            json.writeStringField("value", setting.shown());
            json.writeStringField("source", setting.source());
            json.writeStringField("environment", setting.key().environmentName());
            json.writeStringField("doc", setting.key().doc());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
