package io.anomalyradar.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorkerTest {
    @Test
    void errorInTheTask_taskRunsAgain() {
        AtomicInteger runs = new AtomicInteger();
        Worker.Task task = worker -> {
            if (runs.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            worker.healthy();
            worker.pause(Duration.ofMinutes(1));
        };

        try (Worker worker = Worker.start("test", task, new SimpleMeterRegistry())) {
            Awaitility.await().until(() -> runs.get() == 2 && worker.failure().isEmpty());

            assertThat(worker.isStopping()).isFalse();
        }
    }
}
