package io.anomalyradar.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.log.HeartbeatPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatProofTest {
    private static final String A = "_heartbeat-0";
    private static final String B = "_heartbeat-1";

    private static final LogPartition SCORES = new LogPartition("scoresTopic00000000000", 0);

    private final AtomicLong nanos = new AtomicLong();
    private final HeartbeatProof proof = new HeartbeatProof(nanos::get);
    private long scores;

    private HeartbeatPosition at(int partition, long offset) {
        return at(partition, A, offset);
    }

    private HeartbeatPosition at(int partition, String device, long offset) {
        SourcePosition source = new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", partition, 4, offset);
        return new HeartbeatPosition(device, source, SCORES, new LogOffset(4, ++scores));
    }

    /** The score of the heartbeat comes back, and the store reaches it. */
    private void stored(HeartbeatPosition heartbeat) {
        proof.scored(heartbeat);
        proof.stored(Map.of(SCORES, heartbeat.end()));
    }

    private void sent(long offset) {
        proof.acknowledged(3, A, offset, nanos.get());
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void nothingSent_nothingProved() {
        stored(at(3, 100));

        assertThat(proof.acknowledgedAge()).isEmpty();
        assertThat(proof.storedAge()).isEmpty();
    }

    @Test
    void storedHeartbeat_agedFromItsSending() {
        sent(10);
        pass(2);
        stored(at(3, 10));
        pass(1);

        assertThat(proof.storedAge()).contains(Duration.ofSeconds(3));
    }

    @Test
    void heartbeatOfAnEarlierProcess_provesNothing() {
        sent(10);

        proof.scored(at(3, 9));
        stored(at(3, 9));

        assertThat(proof.scoredAge()).isEmpty();
        assertThat(proof.storedAge()).isEmpty();
    }

    @Test
    void heartbeatOfAnotherPartition_provesNothing() {
        sent(10);

        stored(at(4, 10));

        assertThat(proof.storedAge()).isEmpty();
    }

    @Test
    void laterPosition_provesTheNewestBefore() {
        sent(10);
        pass(1);
        sent(20);
        pass(1);
        sent(30);

        stored(at(3, 25));

        assertThat(proof.storedAge()).contains(Duration.ofSeconds(1));
    }

    @Test
    void olderPositionAfterNewer_changesNothing() {
        sent(10);
        pass(5);
        sent(20);
        stored(at(3, 20));

        stored(at(3, 10));

        assertThat(proof.storedAge()).contains(Duration.ZERO);
    }

    @Test
    void topicMadeAnew_newHeartbeatsProve() {
        sent(1_000_000);
        stored(at(3, 1_000_000));
        pass(60);
        sent(5);

        stored(at(3, 5));

        assertThat(proof.storedAge()).contains(Duration.ZERO);
    }

    @Test
    void partitionWithoutAHeartbeat_provesNothingOfTheWhole() {
        proof.expect(2, List.of(A));
        proof.acknowledged(0, A, 10, nanos.get());
        stored(at(0, 10));

        assertThat(proof.storedAge()).isEmpty();

        proof.acknowledged(1, A, 7, nanos.get());
        stored(at(1, 7));

        assertThat(proof.storedAge()).contains(Duration.ZERO);
    }

    @Test
    void slowestPartition_counts() {
        proof.expect(2, List.of(A));
        proof.acknowledged(0, A, 10, nanos.get());
        proof.acknowledged(1, A, 10, nanos.get());
        stored(at(0, 10));
        stored(at(1, 10));
        pass(5);
        proof.acknowledged(0, A, 11, nanos.get());
        stored(at(0, 11));

        assertThat(proof.storedAge()).contains(Duration.ofSeconds(5));
    }

    @Test
    void subtaskThatScoresNothing_isNotProvedByAnotherOfThePartition() {
        proof.expect(1, List.of(A, B));
        proof.acknowledged(0, A, 10, nanos.get());
        proof.acknowledged(0, B, 11, nanos.get());

        proof.scored(at(0, A, 10));
        proof.acknowledged(0, A, 12, nanos.get());
        proof.scored(at(0, A, 12));

        assertThat(proof.scoredAge()).isEmpty();

        proof.scored(at(0, B, 11));

        assertThat(proof.scoredAge()).contains(Duration.ZERO);
    }

    @Test
    void scoredHeartbeat_provedOnceTheStoreHasReadItsRecord() {
        sent(10);
        proof.scored(at(3, 10));

        proof.stored(Map.of(SCORES, new LogOffset(4, scores - 1)));
        assertThat(proof.scoredAge()).isPresent();
        assertThat(proof.storedAge()).isEmpty();

        proof.stored(Map.of(new LogPartition(SCORES.topicId(), 1), new LogOffset(4, scores)));
        assertThat(proof.storedAge()).isEmpty();

        proof.stored(Map.of(SCORES, new LogOffset(5, 1))); // the log lost its tail, the store is beyond
        assertThat(proof.storedAge()).isPresent();
    }
}
