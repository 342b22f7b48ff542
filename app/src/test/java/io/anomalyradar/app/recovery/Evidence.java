package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.alerting.AlertId;
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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a radar stored and sent with the readings that were acknowledged to the clients, and with the detector's
 * offline results for the same samples: nothing is missing, nothing is there twice.
 */
final class Evidence {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RULE = "every";
    /** From so many frames on a device must have had anomalies, or the test would prove nothing. */
    private static final int UNTIL_ANOMALIES = 600;

    private int readings;
    private final Set<String> messages = new TreeSet<>();

    private Evidence() {}

    /**
     * One alert for each anomaly, and a message for each: without a delay, an alert ends before the next anomaly of its
     * series begins, and fifty alerts never fire within a second.
     */
    static void resolveAlertsWithTheirAnomalies(URI server) throws IOException, InterruptedException {
        String rules = "{\"rules\": [{\"id\": \"" + RULE + "\"}], \"incidents\": {\"alerts\": 50, \"within\": \"1s\"}}";
        HttpRequest change = HttpRequest.newBuilder(server.resolve("/api/v1/config"))
                .PUT(BodyPublishers.ofString(rules))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(change, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    /** Waits until everything that the senders sent is in the history of {@code server}, and checks it. */
    static Evidence of(URI server, List<Sender> senders) {
        Evidence evidence = new Evidence();
        Stored stored = new Stored(server);
        senders.forEach(sender -> evidence.add(stored, sender));
        return evidence;
    }

    /** How many readings are stored, each once. */
    int readings() {
        return readings;
    }

    /** The keys of the messages that follow from the stored anomalies. */
    Set<String> messages() {
        return messages;
    }

    private void add(Stored stored, Sender sender) {
        List<Stored.Sample> samples = allStored(stored, sender);
        assertEachOnce(sender, samples);
        List<Stored.Sample> signal =
                stored.samples(sender.device(), Sender.SIGNAL, sender.timeOf(0), sender.timeOf(sender.acknowledged()));
        List<String> starts = anomaliesOffline(sender, samples, Sender.NUMBER);
        starts.addAll(anomaliesOffline(sender, signal, Sender.SIGNAL));
        starts.addAll(anomaliesOfTheDeviceOffline(samples, signal));
        for (JsonNode anomaly : anomaliesStored(stored, sender, starts)) {
            String id = AlertId.of(RULE, anomaly.get("id").asText());
            messages.add(id + ":opened");
            if (anomaly.get("state").asText().equals("ENDED")) {
                messages.add(id + ":ended");
            }
        }
        readings += samples.size() + signal.size();
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
        if (sender.acknowledged() >= UNTIL_ANOMALIES) {
            assertThat(expected).as("anomalies of %s", sender.device()).isNotEmpty();
        }
        return anomalies;
    }
}
