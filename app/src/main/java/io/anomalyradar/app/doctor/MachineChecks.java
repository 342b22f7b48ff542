package io.anomalyradar.app.doctor;

import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.memory.Heap;
import io.anomalyradar.app.memory.HeapPlan;
import io.anomalyradar.app.up.PortChecks;
import io.anomalyradar.app.workspace.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the machine: Java, the data directory, free disk space, ports. */
final class MachineChecks {
    private static final int OLDEST_JAVA = 17;
    private static final List<String> OPENED = List.of("java.util", "java.lang");
    private static final long GIBIBYTE = 1L << 30;
    private static final long LEAST_BYTES = GIBIBYTE;
    private static final long COMFORTABLE_BYTES = 10 * GIBIBYTE;

    private final RadarConfig config;

    MachineChecks(RadarConfig config) {
        this.config = config;
    }

    List<Finding> look() throws IOException {
        boolean running = DataDirectory.isHeld(config.dataDir());
        List<Finding> findings = new ArrayList<>(List.of(java(), heap(), data(running), disk()));
        if (!running) {
            findings.add(port(
                    "server.port",
                    config.server().bindAddress(),
                    config.server().port()));
            if (config.startsBroker()) {
                findings.add(port("embedded.kafka.port", "127.0.0.1", PortChecks.brokerPort(config)));
            }
        }
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        if (version < OLDEST_JAVA) {
            return Finding.bad("java", "version " + version, "install a JDK " + OLDEST_JAVA + " or newer");
        }
        Module base = Object.class.getModule();
        Module ours = MachineChecks.class.getModule();
        List<String> closed =
                OPENED.stream().filter(name -> !base.isOpen(name, ours)).toList();
        String seen =
                Runtime.version() + ", heap up to " + (Runtime.getRuntime().maxMemory() >> 20) + " MB";
        return closed.isEmpty()
                ? Finding.good("java", seen)
                : Finding.bad(
                        "java",
                        "Flink cannot look into " + closed,
                        "start it by the script 'radar', or with --add-opens=java.base/" + closed.get(0)
                                + "=ALL-UNNAMED");
    }

    /** Seen from this process, which the script starts with the same heap as 'up'. */
    private Finding heap() {
        HeapPlan plan = HeapPlan.of(config, Heap.ofThisProcess());
        return plan.fits() ? Finding.good("heap", plan.figures()) : Finding.bad("heap", plan.figures(), plan.remedy());
    }

    private Finding data(boolean running) throws IOException {
        Path directory = config.dataDir();
        if (running) {
            return Finding.good(
                    "data",
                    directory + " is held by " + DataDirectory.holder(directory).orElse("a process"));
        }
        Path existing = nearestExisting(directory);
        return Files.isWritable(existing)
                ? Finding.good("data", directory + (existing.equals(directory) ? "" : ", made at the first start"))
                : Finding.bad("data", existing + " cannot be written", "choose another data.dir, or allow writing");
    }

    private Finding disk() throws IOException {
        long free = Files.getFileStore(nearestExisting(config.dataDir())).getUsableSpace();
        String seen = (free >> 20) + " MB free for " + config.dataDir();
        if (free < LEAST_BYTES) {
            return Finding.bad("disk", seen, "make room, or move data.dir: the broker stops when the disk is full");
        }
        return free < COMFORTABLE_BYTES
                ? Finding.warning(
                        "disk", seen, "the log may grow to 4 GiB a partition and topic: plan for " + planned() + " GiB")
                : Finding.good("disk", seen);
    }

    /** What spec/topics.md allows the log to grow to, in GiB. */
    private int planned() {
        int telemetryAndScores = 8;
        int aggregates = 1;
        int deadLetters = 1;
        return config.kafka().partitions() * (telemetryAndScores + aggregates) + deadLetters;
    }

    private static Finding port(String key, String address, int port) {
        String seen = port + " of " + address;
        return PortChecks.isFree(address, port)
                ? Finding.good(key, seen + " is free")
                : Finding.bad(
                        key, seen + " is taken by another program", "stop that program, or choose another " + key);
    }

    private static Path nearestExisting(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }
}
