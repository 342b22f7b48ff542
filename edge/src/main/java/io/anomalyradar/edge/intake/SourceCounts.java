package io.anomalyradar.edge.intake;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one source has read, and what is wrong with it now. Thread-safe. */
public final class SourceCounts {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCounts.class);

    private final String name;
    private final Clock clock;
    private long frames;
    private long samples;
    private long refused;
    private long leftOut;
    private long bad;
    private long uncertain;
    private long repeats;
    private long lost;
    private long lastMillis;
    private boolean connected;
    private String problem = "not connected yet";
    private String lastRefusal = "";

    public SourceCounts(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /**
     * A snapshot.
     *
     * @param refused payloads, frames and samples that are not valid
     * @param leftOut messages that are not new values, or no numbers
     * @param bad values that the other side itself calls bad: not taken
     * @param uncertain samples whose value the other side calls uncertain: taken
     * @param repeats messages that were sent twice and count once
     * @param lost readings that could not be kept, because they cannot be read again
     * @param lastMillis when a frame came last; 0: never
     * @param problem empty: there is none
     */
    public record Snapshot(
            String name,
            long frames,
            long samples,
            long refused,
            long leftOut,
            long bad,
            long uncertain,
            long repeats,
            long lost,
            long lastMillis,
            boolean connected,
            String problem,
            String lastRefusal) {}

    public synchronized Snapshot snapshot() {
        return new Snapshot(
                name,
                frames,
                samples,
                refused,
                leftOut,
                bad,
                uncertain,
                repeats,
                lost,
                lastMillis,
                connected,
                problem,
                lastRefusal);
    }

    public String name() {
        return name;
    }

    /** Counts what was decoded, and returns the frames. */
    public synchronized List<Frame> taken(List<Decoded> decoded) {
        List<Frame> good = new ArrayList<>(decoded.size());
        for (Decoded one : decoded) {
            one.refusals().forEach(this::refuse);
            Frame frame = one.frame();
            if (frame != null) {
                good.add(frame);
                frames++;
                samples += frame.size();
                lastMillis = clock.millis();
            }
        }
        return good;
    }

    private void refuse(Refusal refusal) {
        refused++;
        String said =
                refusal.code() + ": " + (refusal.metric().isEmpty() ? "" : refusal.metric() + ": ") + refusal.message();
        if (!said.equals(lastRefusal)) {
            lastRefusal = said;
            LOG.debug("{}: {}", name, said);
        }
    }

    public synchronized void refused(RefusalCode code, String message) {
        refuse(Refusal.record(code, message));
    }

    public synchronized void leftOut() {
        leftOut++;
    }

    public synchronized void bad() {
        bad++;
    }

    public synchronized void uncertain() {
        uncertain++;
    }

    public synchronized void repeated() {
        repeats++;
    }

    public synchronized void lost(long count) {
        lost += count;
    }

    public synchronized void connected() {
        if (!connected) {
            LOG.info("{}: connected", name);
        }
        connected = true;
        problem = "";
    }

    /** The other side is gone, or was never there; logged when it is news. */
    public synchronized void disconnected(String why) {
        if (connected || !problem.equals(why)) {
            LOG.warn("{}: {}", name, why);
        }
        connected = false;
        problem = why;
    }

    /** Something is wrong although the other side is there. */
    public synchronized void troubled(String what) {
        if (!problem.equals(what)) {
            LOG.warn("{}: {}", name, what);
        }
        problem = what;
    }
}
