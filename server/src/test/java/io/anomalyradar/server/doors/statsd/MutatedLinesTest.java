package io.anomalyradar.server.doors.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutatedLinesTest {
    private static final List<byte[]> SOUND = List.of(
            "requests:2|c|@0.5|#host:a,code:200".getBytes(UTF_8),
            "depth:-3|g|#host:a|T1732233600".getBytes(UTF_8),
            "latency:1:2.5:3e2|ms|#host:a|c:0f9".getBytes(UTF_8),
            "users:ann|s\nname,host=a,k=v:1|c\nname;host=a:1|h".getBytes(UTF_8));

    @Test
    void damagedLines_areTakenOrCounted() {
        IntervalSums aggregator =
                new IntervalSums(StatsdConfig.CLOSED, new DoorMetrics("statsd", new SimpleMeterRegistry()));

        Mutations.check("StatsD", SOUND, input -> {
            for (String line : new String(input, UTF_8).split("\n", -1)) {
                aggregator.take(line);
            }
            aggregator.flush(1_732_233_600_000L);
        });
    }
}
