package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.alerting.AlertId;
import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise "nothing is missing and nothing is emitted twice", under load and {@code kill -9} at random moments. The
 * content of the store is compared with the readings that were acknowledged to the clients, and with the detector's
 * offline results for the same samples.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("radar.kills", 10);
    private static final int DEVICES = 6;
    private static final long LONGEST_LIFE_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RULE = "every";

    @Test
    void killedTwentyTimesUnderLoad_everythingIsStoredOnceAndNotifiedOnce(@TempDir Path directory) throws Exception {
        Random random = new Random(20_261_122);
        try (WebhookReceiver receiver = new WebhookReceiver();
                RadarProcess radar = RadarProcess.in(directory)
                        .with("alerts.webhook.url", receiver.address().toString())
                        .with("pipeline.checkpoint-interval", "1s")
                        .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            resolveAlertsWithTheirAnomalies(radar);
            List<Sender> senders = new ArrayList<>();
            long firstMillis = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
            for (int i = 0; i < DEVICES; i++) {
                senders.add(new Sender("kill-" + i, firstMillis, radar::address));
            }
            ExecutorService load = Executors.newFixedThreadPool(DEVICES);
            senders.forEach(load::execute);

            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill % 5 != 0) { // every fifth time it is killed while it starts
                    radar.awaitReady();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_LIFE_MILLIS)));
                radar.kill();
                radar.start();
            }
            radar.awaitReady();
            senders.forEach(Sender::stop);
            load.shutdown();
            assertThat(load.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            Stored stored = new Stored(radar.address());
            Map<String, String> expectedToBeNotified = new TreeMap<>();
            int readings = 0;
            for (Sender sender : senders) {
                List<Stored.Sample> samples = allStored(stored, sender);
                assertEachOnce(sender, samples);
                List<Stored.Sample> signal = stored.samples(
                        sender.device(), Sender.SIGNAL, sender.timeOf(0), sender.timeOf(sender.acknowledged()));
                List<String> starts = anomaliesOffline(sender, samples, Sender.NUMBER);
                starts.addAll(anomaliesOffline(sender, signal, Sender.SIGNAL));
                starts.addAll(anomaliesOfTheDeviceOffline(samples, signal));
                List<JsonNode> anomalies = anomaliesStored(stored, sender, starts);
                for (JsonNode anomaly : anomalies) {
                    String id = AlertId.of(RULE, anomaly.get("id").asText());
                    expectedToBeNotified.put(id + ":opened", sender.device());
                    if (anomaly.get("state").asText().equals("ENDED")) {
                        expectedToBeNotified.put(id + ":ended", sender.device());
                    }
                }
                readings += 2 * samples.size();
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(receiver.received())
                    .containsOnlyKeys(expectedToBeNotified.keySet()));
            long repeated = receiver.received().values().stream()
                    .filter(times -> times > 1)
                    .count();
            System.out.printf(
                    "%d kills: %d readings stored once, %d requests repeated, %d messages received, %d of them repeated under their key%n",
                    KILLS,
                    readings,
                    senders.stream().mapToInt(Sender::repeats).sum(),
                    expectedToBeNotified.size(),
                    repeated);
            // Only a message whose answer had come but was not yet on disk when the process died comes again, under the
            // same key: how many that are depends on the machine, but each of them belongs to a kill.
            assertThat(repeated).isLessThanOrEqualTo((long) KILLS * senders.size());
        }
    }

    /**
     * One alert for each anomaly, and a message for each: without a delay, an alert ends before the next anomaly of its
     * series begins, and fifty alerts never fire within a second.
     */
    private static void resolveAlertsWithTheirAnomalies(RadarProcess radar) throws Exception {
        String rules = "{\"rules\": [{\"id\": \"" + RULE + "\"}], \"incidents\": {\"alerts\": 50, \"within\": \"1s\"}}";
        HttpRequest change = HttpRequest.newBuilder(radar.address().resolve("/api/v1/config"))
                .PUT(BodyPublishers.ofString(rules))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(change, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    private static List<Stored.Sample> allStored(Stored stored, Sender sender) {
        return await("history of " + sender.device())
                .atMost(PATIENCE)
                .until(
                        () -> stored.samples(
                                sender.device(), Sender.NUMBER, sender.timeOf(0), sender.timeOf(sender.acknowledged())),
                        samples -> samples.size() >= sender.acknowledged());
    }

    private static void assertEachOnce(Sender sender, List<Stored.Sample> samples) {
        Set<String> positions = new HashSet<>();
        for (int number = 0; number < samples.size(); number++) {
            Stored.Sample sample = samples.get(number);
            assertThat(sample.value())
                    .as("%s in order of time", sender.device())
                    .isEqualTo(number);
            assertThat(positions.add(sample.topicId() + "/" + sample.partition() + "/" + sample.leaderEpoch() + "/"
                            + sample.offset()))
                    .as("%s frame %s at its own source position", sender.device(), number)
                    .isTrue();
        }
        assertThat(samples).as("frames of %s", sender.device()).hasSize(sender.acknowledged());
    }

    /** "metric start state" of the anomalies that the detector sees in the samples. */
    private static List<String> anomaliesOffline(Sender sender, List<Stored.Sample> samples, String metric) {
        DetectorConfig config = DetectorConfig.DEFAULT;
        DeviceDetector detector = new DeviceDetector(config);
        DeviceState state = new DeviceState(config);
        int series = state.addMetric(metric);
        Evaluation evaluation = new Evaluation();
        Course course = new Course(metric);
        for (Stored.Sample sample : samples) {
            detector.step(state, series, sample.timestampMillis(), sample.value(), evaluation);
            assertThat(sample.status())
                    .as("%s %s at %s", sender.device(), metric, sample.timestampMillis())
                    .isEqualTo(evaluation.status().name());
            course.goesOn(evaluation.transition(), evaluation.run());
        }
        return course.anomalies();
    }

    /** The same that it sees in both metrics of the device together. */
    private static List<String> anomaliesOfTheDeviceOffline(List<Stored.Sample> number, List<Stored.Sample> signal) {
        JointDetector detector = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
        JointState state = detector.newState();
        MultivariateEvaluation evaluation = new MultivariateEvaluation();
        Course course = new Course(Anomaly.WHOLE_DEVICE);
        for (int i = 0; i < number.size(); i++) {
            detector.put(state, 0, number.get(i).value());
            detector.put(state, 1, signal.get(i).value());
            if (detector.step(state, number.get(i).timestampMillis(), 3, evaluation)) {
                course.goesOn(evaluation.transition(), evaluation.run());
            }
        }
        return course.anomalies();
    }

    /** The anomalies of a series or device, one after the other. */
    private static final class Course {
        private final List<String> anomalies = new ArrayList<>();
        private final String metric;
        private @Nullable String open;

        Course(String metric) {
            this.metric = metric;
        }

        void goesOn(Transition transition, AnomalyRun run) {
            if (transition == Transition.OPENED) {
                open = metric + " " + run.startMillis();
            } else if (transition == Transition.ENDED) {
                anomalies.add(open + " ENDED");
                open = null;
            }
        }

        List<String> anomalies() {
            if (open != null) {
                anomalies.add(open + " OPEN");
            }
            return anomalies;
        }
    }

    private static List<JsonNode> anomaliesStored(Stored stored, Sender sender, List<String> expected) {
        List<JsonNode> anomalies = new ArrayList<>();
        await("anomalies of " + sender.device()).atMost(PATIENCE).untilAsserted(() -> {
            anomalies.clear();
            anomalies.addAll(stored.anomalies(sender.device()));
            assertThat(anomalies)
                    .extracting(anomaly -> anomaly.get("metric").asText() + " "
                            + anomaly.get("startMillis").asLong() + " "
                            + anomaly.get("state").asText())
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
        assertThat(expected).as("anomalies of %s", sender.device()).isNotEmpty();
        return anomalies;
    }
}
