package io.anomalyradar.app.faults;

import io.anomalyradar.app.e2e.FlinkCluster;
import io.anomalyradar.detector.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Flink session cluster that survives its job manager: ZooKeeper, one job manager, two task managers. Proxies stand
 * between job manager and task managers, between the task managers, and before the REST API.
 */
final class FlinkNodes {
    private static final int TASK_MANAGERS = 2;
    private static final String ZOOKEEPER =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final String SETTINGS =
            """
            jobmanager.rpc.address: 127.0.0.1
            jobmanager.rpc.bind-port: %d
            jobmanager.bind-host: 127.0.0.1
            high-availability.type: zookeeper
            high-availability.zookeeper.quorum: 127.0.0.1:%d
            high-availability.zookeeper.client.session-timeout: 20s
            high-availability.zookeeper.client.tolerate-suspended-connections: true
            high-availability.jobmanager.port: %d
            high-availability.storageDir: %s
            execution.checkpointing.dir: %s
            execution.checkpointing.num-retained: 3
            rest.address: 127.0.0.1
            rest.bind-address: 127.0.0.1
            rest.port: %d
            rest.bind-port: %d
            heartbeat.interval: 2s
            heartbeat.timeout: 12s
            slot.request.timeout: 30s
            taskmanager.host: 127.0.0.1
            taskmanager.bind-host: 127.0.0.1
            taskmanager.rpc.port: %d
            taskmanager.rpc.bind-port: %d
            taskmanager.data.port: %d
            taskmanager.data.bind-port: %d
            taskmanager.numberOfTaskSlots: 2
            taskmanager.cpu.cores: 2
            taskmanager.memory.task.heap.size: 256m
            taskmanager.memory.task.off-heap.size: 0m
            taskmanager.memory.framework.heap.size: 64m
            taskmanager.memory.framework.off-heap.size: 64m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.network.max: 64m
            taskmanager.memory.managed.size: 32m
            taskmanager.memory.jvm-metaspace.size: 128m
            taskmanager.memory.jvm-overhead.min: 64m
            taskmanager.memory.jvm-overhead.max: 64m
            taskmanager.memory.process.size: 672m
            io.tmp.dirs: %s
            """;

    private final Path directory;
    private final Path shared;
    private final int zookeeper = FreePort.next();
    private final int rpc = FreePort.next();
    private final int rest = FreePort.next();
    private final FaultProxy rpcProxy;
    private final FaultProxy restProxy;
    private final List<TaskManager> taskManagers = new ArrayList<>();

    private record TaskManager(int rpc, FaultProxy rpcProxy, int data, FaultProxy dataProxy) {}

    /** Plans ports and proxies. Checkpoints and what survives the job manager go below {@code shared}. */
    FlinkNodes(Path directory, Path shared) throws IOException {
        this.directory = directory;
        this.shared = shared;
        this.rpcProxy = new FaultProxy("task managers → job manager", rpc);
        this.restProxy = new FaultProxy("servers → job manager", rest);
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            int port = FreePort.next();
            int data = FreePort.next();
            taskManagers.add(new TaskManager(
                    port,
                    new FaultProxy("job manager → task manager " + i, port),
                    data,
                    new FaultProxy("task manager → task manager " + i, data)));
        }
    }

    /** Of the REST API, through the proxy. */
    URI address() {
        return URI.create("http://127.0.0.1:" + restProxy.port());
    }

    /** Of the REST API itself. */
    URI directAddress() {
        return URI.create("http://127.0.0.1:" + rest);
    }

    List<FaultProxy> proxies() {
        List<FaultProxy> all = new ArrayList<>(List.of(rpcProxy, restProxy));
        taskManagers.forEach(each -> all.addAll(List.of(each.rpcProxy, each.dataProxy)));
        return all;
    }

    Node zookeeper() throws IOException {
        Path home = Files.createDirectories(directory.resolve("zookeeper"));
        Path settings = Files.writeString(
                home.resolve("zoo.cfg"),
                "tickTime=1000\ndataDir=%s\nclientPort=%d\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n"
                        .formatted(home.resolve("data"), zookeeper));
        List<String> command = new ArrayList<>(JavaCommand.of("-Xmx64m", FlinkCluster.classes(), home));
        command.addAll(List.of(ZOOKEEPER, settings.toString()));
        return new Node("zookeeper", () -> JavaCommand.start(command, home, "zookeeper.log"));
    }

    Node jobManager(List<String> launcher) throws IOException {
        return node(
                "job manager",
                launcher,
                taskManagers.get(0),
                "-Xmx400m",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    }

    List<Node> taskManagers(List<String> launcher) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < taskManagers.size(); i++) {
            nodes.add(node(
                    "task manager " + (i + 1),
                    launcher,
                    taskManagers.get(i),
                    "-Xmx320m",
                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
        }
        return nodes;
    }

    private Node node(String name, List<String> launcher, TaskManager ports, String memory, String mainClass)
            throws IOException {
        Path home = Files.createDirectories(directory.resolve(name.replace(' ', '-')));
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Files.writeString(
                home.resolve("config.yaml"),
                SETTINGS.formatted(
                        rpc,
                        zookeeper,
                        rpcProxy.port(),
                        shared.resolve("ha").toUri(),
                        shared.resolve("checkpoints").toUri(),
                        restProxy.port(),
                        rest,
                        ports.rpcProxy.port(),
                        ports.rpc,
                        ports.dataProxy.port(),
                        ports.data,
                        temporary));
        List<String> command = new ArrayList<>(launcher);
        command.addAll(JavaCommand.of(memory, home + File.pathSeparator + FlinkCluster.classes(), home));
        command.addAll(List.of(mainClass, "--configDir", home.toString()));
        return new Node(name, () -> JavaCommand.start(command, home, "flink.log"));
    }
}
