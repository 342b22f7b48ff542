package io.anomalyradar.app.faults;

import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.app.e2e.RadarProcess.Finished;
import io.anomalyradar.app.recovery.SmallDisk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The whole product as separate processes: three brokers, Flink with a job manager, two task managers and ZooKeeper, and
 * two servers with a history each. All of them run on loopback; closing stops them.
 */
public final class ClusterBed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SERVERS = 2;
    private static final int DISK_MEGABYTES = 700;
    private static final String JOB = "JOB";
    private static final String MEMORY = "RADAR_JAVA_OPTS=-Xmx384m -XX:TieredStopAtLevel=1";

    private final List<SmallDisk> disks = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<RadarProcess> servers = new ArrayList<>();
    private final List<FaultProxy> entrances = new ArrayList<>();
    private final Map<String, String> jobSettings = new LinkedHashMap<>();
    private final FlinkNodes flink;

    private ClusterBed(Path home, Map<String, String> settings, URI webhook) throws IOException, InterruptedException {
        Path shared = home.resolve("shared");
        List<String> brokerDisk = mount(home.resolve("kafka/broker-3/log"));
        List<String> sharedDisk = mount(shared);
        Files.createDirectories(shared);

        KafkaNodes kafka = new KafkaNodes(home.resolve("kafka"), List.of(JOB, "SERVER_1", "SERVER_2"));
        nodes.addAll(kafka.nodes(List.of(List.of(), List.of(), brokerDisk)));
        proxies.addAll(kafka.proxies());

        this.flink = new FlinkNodes(home.resolve("flink"), shared);
        nodes.add(flink.zookeeper());
        nodes.add(flink.jobManager(sharedDisk));
        nodes.addAll(flink.taskManagers(sharedDisk));
        proxies.addAll(flink.proxies());

        jobSettings.putAll(settings);
        jobSettings.put("kafka.replication-factor", Integer.toString(kafka.brokers()));
        jobSettings.put("kafka.bootstrap-servers", kafka.bootstrapServers(JOB));
        jobSettings.put("pipeline.parallelism", "2");
        jobSettings.put("flink.address", flink.directAddress().toString());
        jobSettings.put("flink.savepoints", shared.resolve("savepoints").toUri().toString());
        for (int i = 1; i <= SERVERS; i++) {
            addServer(i, home, kafka.bootstrapServers("SERVER_" + i), webhook);
        }
    }

    /** Starts everything but the job, and waits until broker and cluster answer. */
    public static ClusterBed start(Path home, Map<String, String> settings, URI webhook)
            throws IOException, InterruptedException {
        ClusterBed bed = new ClusterBed(home, settings, webhook);
        // an interrupted run leaves no process behind
        Runtime.getRuntime().addShutdownHook(new Thread(bed::killAll, "cluster-bed"));
        bed.nodes.forEach(Node::start);
        await("the job manager").atMost(PATIENCE).ignoreExceptions().until(() -> bed.job("status")
                .errors()
                .contains("no job "));
        return bed;
    }

    private void addServer(int number, Path home, String bootstrapServers, URI webhook) throws IOException {
        RadarProcess radar = RadarProcess.in(Files.createDirectories(home.resolve("server-" + number)))
                .launchedBy(List.of("env", MEMORY));
        FaultProxy receiver = new FaultProxy("server " + number + " → receiver", webhook.getPort());
        jobSettings.forEach(radar::with);
        radar.with("kafka.bootstrap-servers", bootstrapServers)
                .with("flink.address", flink.address().toString())
                .with("host.telemetry.enabled", "false")
                .with("alerts.webhook.url", "http://127.0.0.1:" + receiver.port() + webhook.getPath());
        FaultProxy entrance =
                new FaultProxy("devices → server " + number, radar.address().getPort());
        servers.add(radar);
        entrances.add(entrance);
        proxies.addAll(List.of(receiver, entrance));
        nodes.add(new Node("server " + number, () -> {
            radar.start();
            return radar.process();
        }));
    }

    private List<String> mount(Path folder) throws IOException, InterruptedException {
        Optional<SmallDisk> disk = SmallDisk.mount(folder, DISK_MEGABYTES);
        disk.ifPresent(disks::add);
        return disk.map(SmallDisk::launcher).orElse(List.of());
    }

    /** The servers' own addresses, without a proxy before them. */
    public List<RadarProcess> servers() {
        return List.copyOf(servers);
    }

    /** As devices reach server {@code index}. */
    public URI entrance(int index) {
        return URI.create("http://127.0.0.1:"
                + entrances.get(Math.floorMod(index, SERVERS)).port());
    }

    /** {@code radar job words}. */
    public Finished job(String... words) {
        List<String> all = new ArrayList<>(List.of("job"));
        all.addAll(List.of(words));
        jobSettings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return servers.get(0).run(all.toArray(String[]::new));
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<FaultProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** Those that could be mounted: of the third broker, and of the checkpoints. */
    List<SmallDisk> disks() {
        return List.copyOf(disks);
    }

    /** The memory of each part in use, in kilobytes; parts that do not run are left out. */
    Map<String, Long> memory() {
        Map<String, Long> memory = new LinkedHashMap<>();
        for (Node node : nodes) {
            long kilobytes = node.residentKilobytes();
            if (kilobytes > 0) {
                memory.put(node.name(), kilobytes);
            }
        }
        return memory;
    }

    @Override
    public void close() throws IOException {
        for (FaultProxy proxy : proxies) {
            proxy.heal();
        }
        killAll();
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        disks.forEach(SmallDisk::close);
    }

    private void killAll() {
        nodes.stream().filter(Node::isAlive).forEach(Node::kill);
    }

    /** {@code SERVER_1} as people write it. */
    static String words(String client) {
        return client.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
