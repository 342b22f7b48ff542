package io.anomalyradar.app.recovery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A device that sends batches of frames over HTTP and repeats each with the same {@code Idempotency-Key} until it is
 * acknowledged, as a client should. Frame n carries the value n in the metric {@code number} and, in {@code signal},
 * noise about 50 with five samples of 90 in every 150.
 */
final class Sender implements Runnable {
    static final String NUMBER = "number";
    static final String SIGNAL = "signal";
    static final int BATCH = 20;

    private static final int SPIKE_EVERY = 150;
    private static final int SPIKE_LENGTH = 5;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String device;
    private final long firstMillis;
    private final Duration pause;
    private final Supplier<URI> server;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile int acknowledged;
    private final AtomicInteger repeats = new AtomicInteger();

    /** @param server asked before each attempt */
    Sender(String device, long firstMillis, Duration pause, Supplier<URI> server) {
        this.device = device;
        this.firstMillis = firstMillis;
        this.pause = pause;
        this.server = server;
    }

    String device() {
        return device;
    }

    /** Frames 0 to this, exclusive, were acknowledged. */
    int acknowledged() {
        return acknowledged;
    }

    /** Requests that had to be repeated. */
    int repeats() {
        return repeats.get();
    }

    /** The event time of frame {@code number}: one every 10 ms. */
    long timeOf(int number) {
        return firstMillis + number * 10L;
    }

    void stop() {
        stopped.set(true);
    }

    @Override
    public void run() {
        send(Integer.MAX_VALUE);
    }

    /** Sends until {@code frames} are acknowledged or it is stopped. */
    void send(int frames) {
        while (!stopped.get() && acknowledged < frames) {
            int first = acknowledged;
            while (!accepted(first)) {
                repeats.incrementAndGet();
                LockSupport.parkNanos(pause.toNanos());
            }
            acknowledged = first + BATCH;
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private boolean accepted(int first) {
        StringBuilder lines = new StringBuilder();
        for (int number = first; number < first + BATCH; number++) {
            lines.append("{\"device\":\"").append(device).append("\",\"ts\":").append(timeOf(number));
            lines.append(",\"metrics\":{\"").append(NUMBER).append("\":").append(number);
            lines.append(",\"")
                    .append(SIGNAL)
                    .append("\":")
                    .append(signal(number))
                    .append("}}\n");
        }
        HttpRequest request = HttpRequest.newBuilder(server.get().resolve("/api/v1/telemetry"))
                .header("content-type", "application/x-ndjson")
                .header("Idempotency-Key", device + "-" + first)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 202 && response.body().contains("\"accepted\":" + BATCH + ",");
        } catch (IOException down) {
            return false; // killed: sent again with the same key
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", ended);
        }
    }

    private double signal(int number) {
        if (number >= SPIKE_EVERY && number % SPIKE_EVERY < SPIKE_LENGTH) {
            return 90;
        }
        return 50 + Math.floorMod(number * 7919L + device.hashCode(), 1_000) / 1_000.0;
    }
}
