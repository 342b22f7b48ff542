package io.anomalyradar.app.sql;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Ends the process of a question that takes too long, or whose answer nobody waits for. */
final class QuestionWatch implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile String reason = "";

    private QuestionWatch() {}

    static QuestionWatch start(SqlChild child, BooleanSupplier isAbandoned, Duration longest) {
        QuestionWatch watch = new QuestionWatch();
        Thread thread = new Thread(() -> watch.look(child, isAbandoned, longest), "radar-sql-question");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void look(SqlChild child, BooleanSupplier isAbandoned, Duration longest) {
        long begun = System.nanoTime();
        try {
            while (!answered.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isAbandoned.getAsBoolean()) {
                    reason = "nobody waits for the answer";
                } else if (System.nanoTime() - begun > longest.toNanos()) {
                    reason = "it took longer than " + longest.toMinutes()
                            + " minutes: read less of the log with --from, or let it run as a job";
                }
                if (!reason.isEmpty()) {
                    child.kill();
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            child.kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Why the process was ended, or what else its end means. */
    String reason(Supplier<String> otherwise) {
        return reason.isEmpty() ? otherwise.get() : reason;
    }

    @Override
    public void close() {
        answered.countDown();
    }
}
