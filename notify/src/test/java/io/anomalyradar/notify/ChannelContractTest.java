package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.notify.Outcome.Delivered;
import io.anomalyradar.notify.Outcome.OutcomeUnknown;
import io.anomalyradar.notify.Outcome.Refused;
import io.anomalyradar.notify.Outcome.Retryable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Channel} keeps. An adapter's test extends this and brings a real receiver of its kind. */
public abstract class ChannelContractTest {
    /** Stands in the configuration of every channel under test, and must never be seen. */
    protected static final String SECRET = "s3cr3t-token";

    /** A real receiver whose behaviour the test determines. */
    public interface Receiver extends AutoCloseable {
        void accept();

        void refuseForGood();

        void failForNow();

        /** Takes the message and never answers. */
        void stayMute();

        /** Idempotency keys of the messages received, in order of arrival. */
        List<String> keys();

        @Override
        void close() throws IOException;
    }

    protected abstract Receiver startReceiver() throws IOException;

    /** A channel to {@code receiver}, with a time-out of at most two seconds and {@link #SECRET} in its configuration. */
    protected abstract Channel channelTo(Receiver receiver);

    private Receiver receiver;
    private Channel channel;

    @BeforeEach
    final void open() throws IOException {
        receiver = startReceiver();
        channel = channelTo(receiver);
    }

    @AfterEach
    final void closeAll() throws IOException {
        channel.close();
        receiver.close();
    }

    @Test
    void receiverAccepts_delivered() {
        receiver.accept();

        Outcome outcome = channel.deliver(Anomalies.opened("a1"));

        assertThat(outcome).isEqualTo(new Delivered());
        assertThat(receiver.keys()).containsExactly("a1:opened");
    }

    @Test
    void receiverRefuses_refusedWithoutRepetition() {
        receiver.refuseForGood();

        Outcome outcome = channel.deliver(Anomalies.opened("a1"));

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(receiver.keys()).hasSize(1);
    }

    @Test
    void receiverFails_retryableWithoutRepetition() {
        receiver.failForNow();

        Outcome outcome = channel.deliver(Anomalies.ended("a1"));

        assertThat(outcome).isInstanceOf(Retryable.class);
        assertThat(receiver.keys()).containsExactly("a1:ended");
    }

    @Test
    void receiverStaysMute_outcomeUnknown() {
        receiver.stayMute();

        Outcome outcome = channel.deliver(Anomalies.opened("a1"));

        assertThat(outcome).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void receiverGone_retryable() throws IOException {
        receiver.close();

        Outcome outcome = channel.deliver(Anomalies.opened("a1"));

        assertThat(outcome).isInstanceOf(Retryable.class);
    }

    @Test
    void failureThenRepetition_sameKey() {
        receiver.failForNow();
        channel.deliver(Anomalies.opened("a1"));
        receiver.accept();

        channel.deliver(Anomalies.opened("a1"));

        assertThat(receiver.keys()).containsExactly("a1:opened", "a1:opened");
    }

    @Test
    void anyOutcome_secretNotShown() throws IOException {
        StringBuilder shown = new StringBuilder(channel.toString()).append(channel.name());
        receiver.refuseForGood();
        shown.append(channel.deliver(Anomalies.opened("a1")));
        receiver.failForNow();
        shown.append(channel.deliver(Anomalies.opened("a2")));
        receiver.stayMute();
        shown.append(channel.deliver(Anomalies.opened("a3")));
        receiver.close();

        shown.append(channel.deliver(Anomalies.opened("a4")));

        assertThat(shown.toString()).doesNotContain(SECRET);
    }

    @Test
    void interruptedWhileWaiting_outcomeUnknownAndFlagKept() throws Exception {
        receiver.stayMute();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Callable<Boolean> interrupted = () -> {
            Thread.currentThread().interrupt();
            Outcome outcome = channel.deliver(Anomalies.opened("a1"));
            return outcome instanceof OutcomeUnknown && Thread.currentThread().isInterrupted();
        };

        Future<Boolean> kept = thread.submit(interrupted);

        assertThat(kept.get()).isTrue();
        thread.shutdownNow();
    }

    @Test
    void manyThreadsAtOnce_allDelivered() throws Exception {
        receiver.accept();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Outcome>> deliveries = IntStream.range(0, 40)
                .mapToObj(i -> (Callable<Outcome>) () -> channel.deliver(Anomalies.opened("a" + i)))
                .toList();

        List<Future<Outcome>> outcomes = threads.invokeAll(deliveries);

        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(new Delivered());
        }
        assertThat(receiver.keys()).hasSize(40).doesNotHaveDuplicates();
        threads.shutdownNow();
    }
}
