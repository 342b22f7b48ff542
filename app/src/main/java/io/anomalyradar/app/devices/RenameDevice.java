package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar devices rename}. */
@Command(name = "rename", description = "Sets the name that people read; the device keeps the name that it sends.")
final class RenameDevice implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DEVICE")
    String device = "";

    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    public void run() {
        Registry registry = new Registry(server);
        DeviceEntry entry = registry.entryOrNew(device);
        registry.set(new EntryChange(entry).displayName(name).entry(), entry.revision());
    }
}
