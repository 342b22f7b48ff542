package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar devices set}. */
@Command(name = "set", description = "Sets fields of a device; what is not named stays.")
final class SetDevice implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "DEVICE")
    String device = "";

    @Option(names = "--group", paramLabel = "GROUP", description = "Empty: none.")
    @Nullable
    String group;

    @Option(names = "--parent", paramLabel = "DEVICE", description = "The device that it is a part of. Empty: none.")
    @Nullable
    String parent;

    @Option(
            names = "--feeds",
            paramLabel = "DEVICE",
            split = ",",
            description = "The devices that receive what it produces.")
    @Nullable
    List<String> feeds;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "An attribute; an empty value takes it away. May be repeated.")
    Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--owner", paramLabel = "OWNER", description = "Who looks after it. Empty: nobody.")
    @Nullable
    String owner;

    @Override
    public void run() {
        Registry registry = new Registry(server);
        DeviceEntry entry = registry.entryOrNew(device);
        EntryChange change = new EntryChange(entry).attributes(attributes);
        if (group != null) {
            change.group(group);
        }
        if (parent != null) {
            change.parent(parent);
        }
        if (feeds != null) {
            change.feeds(feeds.stream().filter(name -> !name.isEmpty()).toList());
        }
        if (owner != null) {
            change.owner(owner);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                new String(DeviceJson.write(registry.set(change.entry(), entry.revision())), StandardCharsets.UTF_8));
        out.flush();
    }
}
