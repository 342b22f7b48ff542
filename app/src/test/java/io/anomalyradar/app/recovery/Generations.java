package io.anomalyradar.app.recovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * One device after another, each for some frames. A young device finds its first spikes unusual, later ones not; so there
 * are anomalies, and messages, at all times of a long run.
 */
final class Generations implements Runnable {
    private final String name;
    private final long firstMillis;
    private final int frames;
    private final Duration pause;
    private final Supplier<URI> server;
    private final List<Sender> senders = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** @param frames of each device, a multiple of {@link Sender#BATCH} */
    Generations(String name, long firstMillis, int frames, Duration pause, Supplier<URI> server) {
        this.name = name;
        this.firstMillis = firstMillis;
        this.frames = frames;
        this.pause = pause;
        this.server = server;
        senders.add(device(0));
    }

    /** The time of a frame of a device. */
    record Mark(String device, long timestampMillis) {}

    /** The first frame that is certainly not sent yet. */
    Mark next() {
        int number = senders.size() - 1;
        Sender now = senders.get(number);
        int next = now.acknowledged() + Sender.BATCH; // the batch under way may have arrived already
        return next < frames
                ? new Mark(now.device(), now.timeOf(next))
                : new Mark(device(number + 1).device(), firstMillis);
    }

    /** Those that sent something. */
    List<Sender> senders() {
        return senders.stream().filter(sender -> sender.acknowledged() > 0).toList();
    }

    int acknowledged() {
        return senders.stream().mapToInt(Sender::acknowledged).sum();
    }

    int repeats() {
        return senders.stream().mapToInt(Sender::repeats).sum();
    }

    void stop() {
        stopped = true;
        senders.forEach(Sender::stop);
    }

    @Override
    public void run() {
        while (true) {
            senders.get(senders.size() - 1).send(frames);
            if (stopped) {
                return;
            }
            senders.add(device(senders.size()));
        }
    }

    private Sender device(int number) {
        return new Sender(name + "-" + number, firstMillis, pause, server);
    }
}
