package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anomalyradar.app.e2e.RadarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the data directory fills up under load: the console names the cause, the directory and what to do, and
 * what was acknowledged is there after room was made.
 */
class DiskFullIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEGABYTES = 600;

    @Test
    void diskFillsUp_isNamed_andNothingAcknowledgedIsLost(@TempDir Path directory) throws Exception {
        SmallDisk disk = mounted(directory.resolve("data"));
        ExecutorService load = Executors.newSingleThreadExecutor();
        try (disk;
                RadarProcess radar = RadarProcess.in(directory)
                        .launchedBy(disk.launcher())
                        .with("pipeline.checkpoint-interval", "1s")
                        .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            long firstMillis = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            Sender sender = new Sender("full", firstMillis, Duration.ofMillis(60), radar::address);
            load.execute(sender);
            await().atMost(PATIENCE).until(() -> sender.acknowledged() > 200);

            disk.fill();

            await("not ready").atMost(PATIENCE).until(() -> !radar.isReady());
            await("ended").atMost(PATIENCE).until(() -> !radar.process().isAlive());
            assertThat(radar.process().exitValue()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("up.log")))
                    .contains("the disk is full", radar.dataDir().toString(), "make room and start again");

            disk.makeRoom();
            radar.start();
            radar.awaitReady();
            int before = sender.acknowledged();
            await("goes on").atMost(PATIENCE).until(() -> sender.acknowledged() > before + 100);
            sender.stop();
            load.shutdown();
            assertThat(load.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            Stored stored = new Stored(radar.address());
            List<Stored.Sample> samples = await("stored")
                    .atMost(PATIENCE)
                    .until(
                            () -> stored.samples(
                                    "full", Sender.NUMBER, sender.timeOf(0), sender.timeOf(sender.acknowledged())),
                            all -> all.size() >= sender.acknowledged());
            assertThat(samples).hasSize(sender.acknowledged());
            for (int number = 0; number < samples.size(); number++) {
                assertThat(samples.get(number).value()).isEqualTo(number);
            }
        } finally {
            load.shutdownNow();
        }
    }

    @Test
    void fullDiskAtTheStart_isNamed(@TempDir Path directory) throws Exception {
        try (SmallDisk disk = mounted(directory.resolve("data"));
                RadarProcess radar = RadarProcess.in(directory).launchedBy(disk.launcher())) {
            disk.fill();

            RadarProcess.Finished refused = radar.run("up");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors())
                    .contains(radar.dataDir().toString(), "the disk is full; make room and start again");
        }
    }

    @Test
    void readOnlyDirectory_isNamed_withWhatToDo(@TempDir Path directory) throws Exception {
        try (SmallDisk disk = mounted(directory.resolve("data"));
                RadarProcess radar = RadarProcess.in(directory).launchedBy(disk.launcher())) {
            disk.protect();

            RadarProcess.Finished refused = radar.run("up");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors())
                    .contains("data.dir " + radar.dataDir() + " cannot be written (Read-only file system)")
                    .contains("mount it for writing, or choose another data.dir");
        }
    }

    private static SmallDisk mounted(Path folder) throws IOException, InterruptedException {
        Optional<SmallDisk> disk = SmallDisk.mount(folder, MEGABYTES);
        assumeTrue(disk.isPresent(), "SKIPPED: this system lets no user mount a file system of its own");
        return disk.orElseThrow();
    }
}
