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

    List<CheckResult> look() throws IOException {
        boolean running = DataDirectory.isHeld(config.dataDir());
        List<CheckResult> findings = new ArrayList<>(List.of(java(), heap(), data(running), disk()));
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

    private static CheckResult java() {
        int version = Runtime.version().feature();
        if (version < OLDEST_JAVA) {
            return CheckResult.bad("java", "version " + version, "install a JDK " + OLDEST_JAVA + " or newer");
        }
        Module base = Object.class.getModule();
        Module ours = MachineChecks.class.getModule();
        List<String> closed =
                OPENED.stream().filter(name -> !base.isOpen(name, ours)).toList();
        String seen =
                Runtime.version() + ", heap up to " + (Runtime.getRuntime().maxMemory() >> 20) + " MB";
        return closed.isEmpty()
                ? CheckResult.good("java", seen)
                : CheckResult.bad(
                        "java",
                        "Flink cannot look into " + closed,
                        "start it by the script 'radar', or with --add-opens=java.base/" + closed.get(0)
                                + "=ALL-UNNAMED");
    }

    /** Seen from this process, which the script starts with the same heap as 'up'. */
    private CheckResult heap() {
        HeapPlan plan = HeapPlan.of(config, Heap.ofThisProcess());
        return plan.fits()
                ? CheckResult.good("heap", plan.figures())
                : CheckResult.bad("heap", plan.figures(), plan.remedy());
    }

    private CheckResult data(boolean running) throws IOException {
        Path directory = config.dataDir();
        if (running) {
            return CheckResult.good(
                    "data",
                    directory + " is held by " + DataDirectory.holder(directory).orElse("a process"));
        }
        Path existing = nearestExisting(directory);
        return Files.isWritable(existing)
                ? CheckResult.good("data", directory + (existing.equals(directory) ? "" : ", made at the first start"))
                : CheckResult.bad("data", existing + " cannot be written", "choose another data.dir, or allow writing");
    }

    private CheckResult disk() throws IOException {
        long free = Files.getFileStore(nearestExisting(config.dataDir())).getUsableSpace();
        String seen = (free >> 20) + " MB free for " + config.dataDir();
        if (free < LEAST_BYTES) {
            return CheckResult.bad("disk", seen, "make room, or move data.dir: the broker stops when the disk is full");
        }
        return free < COMFORTABLE_BYTES
                ? CheckResult.warning(
                        "disk", seen, "the log may grow to 4 GiB a partition and topic: plan for " + planned() + " GiB")
                : CheckResult.good("disk", seen);
    }

    /** What spec/topics.md allows the log to grow to, in GiB. */
    private int planned() {
        int telemetryAndScores = 8;
        int aggregates = 1;
        int deadLetters = 1;
        return config.kafka().partitions() * (telemetryAndScores + aggregates) + deadLetters;
    }

    private static CheckResult port(String key, String address, int port) {
        String seen = port + " of " + address;
        return PortChecks.isFree(address, port)
                ? CheckResult.good(key, seen + " is free")
                : CheckResult.bad(
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
