package io.anomalyradar.app.host;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.Topics;
import java.util.List;
import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OperatingSystem;

/**
 * Measures the machine it runs on. Rates cover the time since the previous measurement, so the first measurement has
 * none. Not thread-safe.
 */
final class HostProbe {
    private static final Attributes ATTRIBUTES = new Attributes("", "host", "", "");

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final OperatingSystem system;
    private final List<HWDiskStore> disks;
    private final List<NetworkIF> interfaces;
    private final String device;

    private long[] ticks;
    private final Rate diskRead = new Rate();
    private final Rate diskWritten = new Rate();
    private final Rate received = new Rate();
    private final Rate sent = new Rate();

    HostProbe() {
        SystemInfo machine = new SystemInfo();
        HardwareAbstractionLayer hardware = machine.getHardware();
        system = machine.getOperatingSystem();
        processor = hardware.getProcessor();
        memory = hardware.getMemory();
        disks = hardware.getDiskStores();
        interfaces = hardware.getNetworkIFs();
        device = deviceName(system.getNetworkParams().getHostName());
        ticks = processor.getSystemCpuLoadTicks();
    }

    /** The host's name, which is also the name of its device. */
    String device() {
        return device;
    }

    /** @param nanos a monotonic clock, for the rates */
    Frame measure(long timestampMillis, long nanos) {
        FrameDraft draft = new FrameDraft();
        measureProcessor(draft);
        measureMemory(draft);
        measureDisks(draft, nanos);
        measureNetwork(draft, nanos);
        draft.add("processes", system.getProcessCount());
        return new Frame(device, timestampMillis, draft.metrics(), draft.values(), ATTRIBUTES, Map.of(), null);
    }

    private void measureProcessor(FrameDraft draft) {
        draft.add("cpu.percent", 100 * processor.getSystemCpuLoadBetweenTicks(ticks));
        ticks = processor.getSystemCpuLoadTicks();
        double load = processor.getSystemLoadAverage(1)[0];
        if (load >= 0) { // Windows has none
            draft.add("load.1m", load);
        }
    }

    private void measureMemory(FrameDraft draft) {
        long available = memory.getAvailable();
        draft.add("memory.used-bytes", (double) (memory.getTotal() - available));
        draft.add("memory.available-bytes", (double) available);
        draft.add("swap.used-bytes", (double) memory.getVirtualMemory().getSwapUsed());
    }

    private void measureDisks(FrameDraft draft, long nanos) {
        if (disks.isEmpty()) {
            return;
        }
        disks.forEach(HWDiskStore::updateAttributes);
        draft.add(
                "disk.read-bytes-per-second",
                diskRead.next(
                        disks.stream().mapToLong(HWDiskStore::getReadBytes).sum(), nanos));
        draft.add(
                "disk.write-bytes-per-second",
                diskWritten.next(
                        disks.stream().mapToLong(HWDiskStore::getWriteBytes).sum(), nanos));
    }

    private void measureNetwork(FrameDraft draft, long nanos) {
        if (interfaces.isEmpty()) {
            return;
        }
        interfaces.forEach(NetworkIF::updateAttributes);
        draft.add(
                "network.in-bytes-per-second",
                received.next(
                        interfaces.stream().mapToLong(NetworkIF::getBytesRecv).sum(), nanos));
        draft.add(
                "network.out-bytes-per-second",
                sent.next(interfaces.stream().mapToLong(NetworkIF::getBytesSent).sum(), nanos));
    }

    /** A name that telemetry accepts: a leading underscore is reserved for the system. */
    private static String deviceName(String host) {
        return host.isBlank() || Topics.isSystem(host) ? "host" : host;
    }
}
