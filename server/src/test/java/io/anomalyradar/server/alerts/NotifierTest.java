package io.anomalyradar.server.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ChannelRate;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.server.health.PartState.Condition;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestChannels;
import io.anomalyradar.server.testing.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver = new Receiver();
    private final TestBroker broker;
    private final TopicCatalog catalog;
    private final Topic topic;

    NotifierTest(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        catalog = new TopicCatalog(broker.config());
        topic = new Topic(broker.bootstrap());
    }

    @AfterEach
    void stop() {
        topic.close();
        catalog.close();
        broker.close();
        receiver.close();
    }

    /** A notifier that has started to read. */
    private Notifier notifier() {
        return notifier("one");
    }

    private Notifier notifier(String member) {
        return notifier(member, Duration.ofMillis(500));
    }

    private Notifier notifier(String member, Duration timeout) {
        Channel webhook = TestChannels.webhook(receiver.url(), timeout);
        Notifier notifier = Notifier.start(
                broker.config(), catalog, member, webhook, new ChannelRate(0), Long.MAX_VALUE, PAGE, meters);
        awaitBegun();
        return notifier;
    }

    /** Waits until the group has committed an offset of each partition. */
    private void awaitBegun() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            await().until(() -> admin
                            .listConsumerGroupOffsets(TopicNames.DEFAULT.group("notifier.webhook"))
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .values()
                            .stream()
                            .filter(Objects::nonNull)
                            .count()
                    == TestBroker.PARTITIONS);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private void write(Anomaly anomaly) {
        write(anomaly, anomaly.state() == AnomalyState.ENDED ? NotifiedChange.ENDED : NotifiedChange.OPENED);
    }

    private void write(Anomaly anomaly, NotifiedChange change) {
        topic.write(Notice.of(Examples.alert(anomaly), change).through("webhook"));
    }

    private void awaitAccepted(String... keys) {
        await().until(() -> receiver.accepted().containsAll(List.of(keys)));
    }

    @Test
    void openedAndEnded_notifiedTwiceInOrder() {
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "d"));
            write(Examples.anomaly("a1", 3, "d", AnomalyState.ENDED));

            awaitAccepted("a1:opened", "a1:ended");

            assertThat(receiver.attempts()).containsExactly("a1:opened", "a1:ended");
            await().until(() -> notifier.state().condition() == Condition.UP);
        }
    }

    @Test
    void pipelineRepeats_notifiedOnce() {
        try (Notifier notifier = notifier()) {
            for (int i = 0; i < 3; i++) {
                write(Examples.open("a1", "d"));
                write(Examples.ended("a1", "d"));
            }
            write(Examples.open("a2", "d"));

            awaitAccepted("a1:ended", "a2:opened"); // two anomalies are delivered side by side

            assertThat(receiver.attempts()).containsOnlyOnce("a1:opened", "a1:ended");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    /** The receiver of the second level never had the opening; it learns of the end all the same, also after a restart. */
    @Test
    void escalation_isSentOnce_eachNumber_andTheEndFollowsIt() {
        try (Notifier notifier = notifier()) {
            write(escalated("a1", 1));
            awaitAccepted("a1:escalated");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }

        try (Notifier notifier = notifier()) {
            write(escalated("a1", 1));
            write(escalated("a1", 2));
            write(Examples.ended("a1", "d"));

            awaitAccepted("a1:ended");

            assertThat(receiver.attempts()).containsExactly("a1:escalated", "a1:escalated-2", "a1:ended");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
    }

    private void write(Notice notice) {
        topic.write(notice);
    }

    private static Notice escalated(String id, int number) {
        return new Notice(
                NotifiedChange.ESCALATED, number, "webhook", false, Examples.alert(Examples.open(id, "d")), null);
    }

    @Test
    void historyBeforeTheFirstStart_notNotified() {
        write(Examples.open("old", "d"));

        try (Notifier notifier = notifier()) {
            write(Examples.ended("old", "d"));
            write(Examples.open("new", "d"));

            awaitAccepted("new:opened");

            assertThat(receiver.attempts()).containsExactly("new:opened");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
    }

    @Test
    void anomaliesWhileStopped_notifiedAfterTheStart() {
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "d"));
            awaitAccepted("a1:opened");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
        write(Examples.ended("a1", "d"));
        write(Examples.open("a2", "d"));

        try (Notifier notifier = notifier()) {
            awaitAccepted("a1:ended", "a2:opened");

            assertThat(receiver.attempts()).containsOnlyOnce("a1:opened", "a1:ended", "a2:opened");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
    }

    @Test
    void receiverFailsThenRecovers_eachNotifiedOnceInOrder() {
        receiver.answer(key -> 503);
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "d"));
            write(Examples.ended("a1", "d"));
            await().until(() -> receiver.attempts().size() >= 2);
            assertThat(notifier.state().condition()).isEqualTo(Condition.DOWN);
            assertThat(notifier.state().detail())
                    .contains("503")
                    .doesNotContain(receiver.url().toString());

            receiver.answer(key -> 204);
            awaitAccepted("a1:ended");

            assertThat(receiver.accepted()).containsExactly("a1:opened", "a1:ended");
        }
    }

    @Test
    void receiverDownWhileStopped_notifiedUnderTheSameKeyAfterTheStart() {
        receiver.answer(key -> Receiver.NEVER);
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "d"));
            await().until(() -> !receiver.attempts().isEmpty());
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
        receiver.answer(key -> 200);

        try (Notifier notifier = notifier()) {
            awaitAccepted("a1:opened");

            assertThat(Set.copyOf(receiver.attempts())).containsExactly("a1:opened");
            assertThat(receiver.accepted()).containsExactly("a1:opened");
            assertThat(notifier.state().condition()).isIn(Condition.UP, Condition.DOWN);
        }
    }

    @Test
    void refusedOpening_neitherRepeatedNorItsEndNotified() {
        receiver.answer(key -> key.startsWith("bad") ? 422 : 204);
        try (Notifier notifier = notifier()) {
            write(Examples.open("bad", "d"));
            write(Examples.ended("bad", "d"));
            write(Examples.open("good", "d"));

            awaitAccepted("good:opened");
            write(Examples.anomaly("bad", 3, "d", AnomalyState.ENDED));
            write(Examples.ended("good", "d"));
            awaitAccepted("good:ended");

            assertThat(receiver.attempts()).containsOnlyOnce("bad:opened").doesNotContain("bad:ended");
            assertThat(meters.counter("radar.alerts.notifications", "fate", "refused", "channel", "webhook")
                            .count())
                    .isEqualTo(1);
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void someHang_othersStillNotified() {
        receiver.answer(key -> key.startsWith("hang") ? Receiver.NEVER : 204);
        try (Notifier notifier = notifier()) {
            IntStream.range(0, 6).forEach(i -> write(Examples.open("hang" + i, "d")));
            String[] others = IntStream.range(0, 20).mapToObj(i -> "ok" + i).toArray(String[]::new);
            Stream.of(others).forEach(id -> write(Examples.open(id, "d")));

            awaitAccepted(Stream.of(others).map(id -> id + ":opened").toArray(String[]::new));

            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void flakyReceiverAndManyRestarts_eachAcceptedOnce() {
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        receiver.answer(key -> failedOnce.add(key) ? 503 : 204);
        int anomalies = 0;
        for (int round = 0; round < 4; round++) {
            try (Notifier notifier = notifier()) {
                for (int i = 0; i < 10; i++) {
                    String id = "a" + anomalies++;
                    write(Examples.open(id, "d" + i));
                    write(Examples.ended(id, "d" + i));
                }
                int some = round * 20 + 5;
                await().until(() -> receiver.accepted().size() >= some);
                assertThat(notifier.state().name()).isEqualTo("webhook");
            }
        }
        int expected = anomalies * 2;

        try (Notifier notifier = notifier()) {
            await().until(() -> receiver.accepted().size() >= expected);

            assertThat(receiver.accepted()).hasSize(expected).doesNotHaveDuplicates();
            for (int i = 0; i < anomalies; i++) {
                assertThat(receiver.accepted()).containsSubsequence("a" + i + ":opened", "a" + i + ":ended");
            }
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void wrongUrlThenMended_openingAndEndNotified() {
        receiver.answer(key -> 404);
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "d"));
            write(Examples.ended("a1", "d"));
            await().until(() -> notifier.state().condition() == Condition.DOWN);
            assertThat(notifier.state().detail())
                    .contains("404", "alerts.webhook.url", "2 notifications wait")
                    .doesNotContain(receiver.url().toString());

            receiver.answer(key -> 204);
            awaitAccepted("a1:ended");

            assertThat(receiver.accepted()).containsExactly("a1:opened", "a1:ended");
            await().until(() -> notifier.state().condition() == Condition.UP);
        }
    }

    @Test
    void messageRefusedForGood_stateNamesTheDevice() {
        receiver.answer(key -> 422);
        try (Notifier notifier = notifier()) {
            write(Examples.open("a1", "pump-7"));

            await().until(() -> notifier.state().detail().contains("given up"));

            assertThat(notifier.state().condition()).isEqualTo(Condition.DOWN);
            assertThat(notifier.state().detail()).contains("pump-7", "422");
        }
    }

    @Test
    void warningGrowsCritical_updatedOnce() {
        long now = System.currentTimeMillis();
        try (Notifier notifier = notifier()) {
            write(Examples.anomaly("a1", 1, "d", AnomalyState.OPEN, Severity.WARNING, 1, now));
            awaitAccepted("a1:opened");
            for (int repeat = 0; repeat < 2; repeat++) {
                write(
                        Examples.anomaly("a1", 3, "d", AnomalyState.OPEN, Severity.CRITICAL, 3, now),
                        NotifiedChange.UPDATED);
            }
            write(Examples.anomaly("a1", 5, "d", AnomalyState.ENDED, Severity.CRITICAL, 5, now));

            awaitAccepted("a1:ended");

            assertThat(receiver.accepted()).containsExactly("a1:opened", "a1:updated", "a1:ended");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void replayFindsOtherAlerts_nobodyNotified() {
        long now = System.currentTimeMillis();
        try (Notifier notifier = notifier()) {
            write(Examples.anomaly("first", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 500, now));
            awaitAccepted("first:opened");
            write(Examples.anomaly("again", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 20, now - 600_000));
            write(Examples.anomaly("again", 2, "d", AnomalyState.ENDED, Severity.CRITICAL, 30, now));
            write(Examples.anomaly("new", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 600, now));

            awaitAccepted("new:opened");

            assertThat(receiver.attempts()).containsExactly("first:opened", "new:opened");
            assertThat(meters.counter("radar.alerts.replayed", "channel", "webhook")
                            .count())
                    .isEqualTo(1);
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void olderAlertWhoseSilenceEnds_notified() {
        long now = System.currentTimeMillis();
        try (Notifier notifier = notifier()) {
            write(Examples.anomaly("first", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 500, now));
            awaitAccepted("first:opened");
            Alert older = Examples.alert(
                    Examples.anomaly("older", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 20, now - 600_000));
            topic.write(Notice.of(Examples.changed(older, AlertChange.SILENCE_ENDED), NotifiedChange.OPENED)
                    .through("webhook"));

            awaitAccepted("older:opened");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void incidentGrows_eachUpdateOnceAndInOrder() {
        try (Notifier notifier = notifier()) {
            for (int revision = 1; revision <= 3; revision++) {
                Incident incident = Examples.incident("i1", revision, IncidentState.OPEN);
                NotifiedChange change = revision == 1 ? NotifiedChange.OPENED : NotifiedChange.UPDATED;
                topic.write(Notice.of(incident, change).through("webhook"));
                topic.write(Notice.of(incident, change).through("webhook")); // the pipeline repeats itself
            }
            topic.write(Notice.of(Examples.incident("i1", 4, IncidentState.RESOLVED), NotifiedChange.ENDED)
                    .through("webhook"));

            awaitAccepted("i1:ended");

            assertThat(receiver.accepted()).containsExactly("i1:opened", "i1:updated", "i1:updated-2", "i1:ended");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void withheldOpening_isNotSent_norItsEnd_butTheDigest() {
        Alert held = Examples.alert(Examples.open("held", "d"));
        try (Notifier notifier = notifier()) {
            topic.write(
                    Notice.of(held, NotifiedChange.OPENED).through("webhook").asWithheld());
            write(Examples.ended("held", "d"));
            topic.write(Notice.of(held, NotifiedChange.OPENED)
                    .through("webhook")
                    .asDigest("today", "One alert waits in the inbox", held.title(), System.currentTimeMillis()));

            awaitAccepted("today:digest");

            assertThat(receiver.attempts()).containsExactly("today:digest");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void replayAfterALostSnapshot_deviceUnknown_nobodyNotified() throws Exception {
        long now = System.currentTimeMillis();
        markReplay(100, now);
        try (Notifier notifier = notifier()) {
            write(Examples.anomaly("again", 1, "d", AnomalyState.OPEN, Severity.WARNING, 99, now));
            write(
                    Examples.anomaly("again", 2, "d", AnomalyState.OPEN, Severity.CRITICAL, 100, now),
                    NotifiedChange.UPDATED);
            write(Examples.anomaly("again", 3, "d", AnomalyState.ENDED, Severity.CRITICAL, 101, now));
            write(Examples.anomaly("new", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 102, now));
            awaitAccepted("new:opened");

            markReplay(200, now); // the pipeline starts without a snapshot while the notifier runs
            write(Examples.anomaly("other", 1, "e", AnomalyState.OPEN, Severity.CRITICAL, 150, now));
            write(Examples.anomaly("newest", 1, "e", AnomalyState.OPEN, Severity.CRITICAL, 200, now));
            awaitAccepted("newest:opened");

            assertThat(receiver.attempts()).containsExactly("new:opened", "newest:opened");
            assertThat(meters.counter("radar.alerts.replayed", "channel", "webhook")
                            .count())
                    .isEqualTo(2);
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
    }

    @Test
    void emittedBeforeTheReplay_notified() throws Exception {
        try (Notifier notifier = notifier()) {
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
        long now = System.currentTimeMillis();
        write(Examples.anomaly("a1", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 50, now));
        markReplay(100, now + Duration.ofMinutes(1).toMillis());

        try (Notifier notifier = notifier()) {
            awaitAccepted("a1:opened");
            assertThat(notifier.state().condition()).isEqualTo(Condition.UP);
        }
    }

    /** As the pipeline's start without a snapshot does when radar.telemetry reaches to {@code end}. */
    private void markReplay(long end, long startMillis) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.alterConsumerGroupOffsets(
                            TopicNames.DEFAULT.group(Topics.REPLAY_GROUP),
                            Map.of(
                                    new TopicPartition(TopicNames.DEFAULT.telemetry(), 0),
                                    new OffsetAndMetadata(
                                            end, Optional.of(4), Examples.TELEMETRY_TOPIC + " " + startMillis)))
                    .all()
                    .get();
        }
    }

    @Test
    void telemetryOlderThanADay_nobodyNotified() {
        long old = System.currentTimeMillis() - Duration.ofHours(25).toMillis();
        try (Notifier notifier = notifier()) {
            write(Examples.anomaly("old", 1, "d", AnomalyState.OPEN, Severity.CRITICAL, 1, old));
            write(Examples.open("new", "d"));

            awaitAccepted("new:opened");

            assertThat(receiver.attempts()).containsExactly("new:opened");
            assertThat(meters.counter("radar.alerts.outdated", "channel", "webhook")
                            .count())
                    .isEqualTo(1);
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void twoServers_eachNotificationSentOnceAlsoWhenOneStops() {
        try (Notifier first = notifier("one")) {
            try (Notifier second = notifier("two")) {
                IntStream.range(0, 20).forEach(i -> write(Examples.open("a" + i, "d" + i)));
                await().until(() -> receiver.accepted().size() >= 5);
                assertThat(second.state().name()).isEqualTo("webhook");
            }
            IntStream.range(20, 40).forEach(i -> write(Examples.open("a" + i, "d" + i)));

            await().until(() -> receiver.accepted().size() >= 40);

            assertThat(receiver.accepted()).hasSize(40).doesNotHaveDuplicates();
            assertThat(first.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void serverKilledAmidAttempts_anotherSendsTheRestOnce() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        receiver.answer(key -> answered.incrementAndGet() <= 10 ? 204 : Receiver.NEVER);
        Process killed = NotifierProcess.start(broker.bootstrap(), receiver.url(), "one");
        try {
            awaitBegun();
            IntStream.range(0, 40).forEach(i -> write(Examples.open("a" + i, "d" + i)));
            await().until(() -> deliveredRecords() == 10);
        } finally {
            killed.destroyForcibly().waitFor();
        }
        receiver.answer(key -> 204);

        try (Notifier other = notifier("two")) {
            await().until(() -> receiver.accepted().size() >= 40);

            assertThat(receiver.accepted()).hasSize(40).doesNotHaveDuplicates();
            assertThat(other.state().name()).isEqualTo("webhook");
        }
    }

    @Test
    void serverSuspendedBeyondItsSession_sendsNothingWhenItResumes() throws Exception {
        receiver.answer(key -> 503);
        Process zombie = NotifierProcess.start(broker.bootstrap(), receiver.url(), "one");
        try {
            awaitBegun();
            write(Examples.open("waits", "d"));
            await().until(() -> receiver.attempts().size() == 3);
            signal(zombie, "STOP"); // its next attempt is due in seconds
            receiver.answer(key -> 204);

            try (Notifier other = notifier("two")) {
                awaitAccepted("waits:opened");
                signal(zombie, "CONT");
                await().until(() -> stableMembers() == 2);
                IntStream.range(0, 20).forEach(i -> write(Examples.open("a" + i, "d" + i)));
                await().until(() -> receiver.accepted().size() >= 21);

                assertThat(receiver.accepted()).hasSize(21).doesNotHaveDuplicates();
                assertThat(receiver.attempts()).hasSize(3 + 21);
                assertThat(other.state().condition()).isEqualTo(Condition.UP);
            }
        } finally {
            zombie.destroyForcibly().waitFor();
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private int stableMembers() throws Exception {
        String group = TopicNames.DEFAULT.group("notifier.webhook");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .filter(described -> described.groupState() == GroupState.STABLE)
                    .mapToInt(described -> described.members().size())
                    .sum();
        }
    }

    @Test
    void brokerAwayAmidAnAttempt_outcomeIsRecordedWhenItIsBackAndNothingIsSentAgain() throws Exception {
        CountDownLatch brokerIsAway = new CountDownLatch(1);
        receiver.answer(key -> {
            try {
                brokerIsAway.await();
                return 204;
            } catch (InterruptedException stopped) {
                return Receiver.NEVER;
            }
        });
        try (Notifier notifier = notifier("one", Duration.ofSeconds(60))) {
            write(Examples.open("a1", "d"));
            await().until(() -> !receiver.attempts().isEmpty());

            broker.stop();
            brokerIsAway.countDown();
            awaitAccepted("a1:opened");
            broker.startAgain();

            await().until(() -> deliveredRecords() == 1);
            write(Examples.ended("a1", "d"));
            awaitAccepted("a1:ended");
            assertThat(receiver.attempts()).containsExactly("a1:opened", "a1:ended");
            assertThat(notifier.state().name()).isEqualTo("webhook");
        }
    }

    private long deliveredRecords() {
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.deliveries()).stream()
                .filter(record -> new String(record.value(), UTF_8).contains("\"delivered\""))
                .count();
    }
}
