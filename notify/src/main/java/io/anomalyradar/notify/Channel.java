package io.anomalyradar.notify;

/**
 * A way to notify people.
 *
 * <p><b>Contract.</b> {@link #deliver} makes one attempt and returns its outcome; it never throws for a fault of the
 * receiver or the network, and never repeats an attempt by itself. Each attempt carries
 * {@link Notification#idempotencyKey()}, so that a receiver can recognise a repetition. No secret of the channel's
 * configuration is ever in an {@link Outcome}, a log line or {@code toString()}. <b>Threads.</b> Any number
 * concurrently. <b>Life.</b> Open from construction until {@link #close()}, which does not wait for attempts under way.
 */
public interface Channel extends AutoCloseable {
    /** One word for metrics and logs, for example {@code webhook}. */
    String name();

    /**
     * Makes one attempt. The channel's own time-out bounds the whole of it: connecting, sending, and reading the answer
     * to its end; what takes longer is abandoned. An interrupt ends the attempt with {@link Outcome.OutcomeUnknown} and
     * leaves the thread's interrupt flag set.
     */
    Outcome deliver(Notification notification);

    @Override
    void close();
}
