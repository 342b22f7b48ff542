package io.anomalyradar.server.doors.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.doors.labels.CounterNames;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.SenderLabels;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.ingest.BodyLines;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * What a target exposes, in Prometheus' text format 0.0.4 or in OpenMetrics 1.0, and the target's own series: {@code
 * up}, {@code scrape_duration_seconds} and {@code scrape_samples_scraped}. As in Prometheus, one line that cannot be
 * read refuses the whole answer. One instance a scrape.
 */
final class Exposition implements BatchDecoder {
    private final Target target;
    private final SeriesNaming naming;
    private final CounterNames counters;
    private final boolean openMetrics;
    private final long startMillis;
    private final double seconds;
    private final Map<String, String> types = new HashMap<>();
    private final SampleLine sample = new SampleLine();
    private final SenderLabels labels = new SenderLabels();
    private final FrameGroups groups = new FrameGroups();
    private long number;
    private int samples;
    private int leftOut;
    private boolean ended;

    /**
     * Reads an answer.
     *
     * @param startMillis when the scrape began: the time of samples that have none
     * @param seconds how long it took
     */
    Exposition(
            Target target,
            SeriesNaming naming,
            CounterNames counters,
            boolean openMetrics,
            long startMillis,
            double seconds) {
        this.target = target;
        this.naming = naming;
        this.counters = counters;
        this.openMetrics = openMetrics;
        this.startMillis = startMillis;
        this.seconds = seconds;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        BodyLines.read(body, (line, length) -> {
            number++;
            if (length > FrameLimits.MAX_RECORD_BYTES) {
                throw malformed("it is too long");
            }
            take(new String(line, UTF_8).strip(), batch);
        });
        if (openMetrics && !ended) {
            throw malformed("OpenMetrics ends with # EOF: the answer is cut off");
        }
        addOwn("up", 1);
        addOwn("scrape_duration_seconds", seconds);
        addOwn("scrape_samples_scraped", samples);
        groups.emitTo(batch);
        batch.leaveOut(leftOut);
    }

    /** The frame of a target that does not answer: {@code up} is 0, and no other series goes on. */
    static BatchDecoder down(Target target, SeriesNaming naming, long startMillis, double seconds) {
        return (body, batch) -> {
            Exposition own =
                    new Exposition(target, naming, new CounterNames(java.util.List.of()), false, startMillis, seconds);
            own.addOwn("up", 0);
            own.addOwn("scrape_duration_seconds", seconds);
            own.groups.emitTo(batch);
        };
    }

    private void addOwn(String metric, double value) {
        labels.clear();
        target.addTo(labels, Map.of());
        groups.add(naming.of(metric, labels), startMillis, value, SampleKind.GAUGE);
    }

    private BatchException malformed(String why) {
        return new BatchException(BatchException.Reason.MALFORMED, "line " + number + ": " + why);
    }

    private void take(String line, FrameBatch batch) {
        if (line.startsWith("#")) {
            String[] words = line.split("\\s+", 4);
            if (words.length == 4 && words[1].equals("TYPE")) {
                types.put(words[2], words[3].strip());
            }
            ended |= words.length == 2 && words[1].equals("EOF");
            return;
        }
        try {
            sample.read(line);
        } catch (SampleLine.Malformed malformed) {
            throw malformed(String.valueOf(malformed.getMessage()));
        }
        samples++;
        if (!Double.isFinite(sample.value()) || isCreationTime()) {
            leftOut++;
            return;
        }
        labels.clear();
        target.addTo(labels, sample.labels());
        String fault = labels.fault();
        if (fault != null) {
            batch.refuse(RefusalCode.INVALID_NAME, "line " + number + ": " + fault);
            return;
        }
        groups.add(naming.of(sample.name(), labels), millis(), sample.value(), kind(sample.name()));
    }

    private long millis() {
        return Double.isNaN(sample.time()) ? startMillis : Math.round(sample.time() * (openMetrics ? 1_000 : 1));
    }

    private boolean isCreationTime() {
        return openMetrics
                && sample.name().endsWith("_created")
                && types.containsKey(sample.name().substring(0, sample.name().length() - "_created".length()));
    }

    private SampleKind kind(String name) {
        String own = types.getOrDefault(name, "");
        if (own.equals("counter")) {
            return SampleKind.COUNTER;
        }
        for (String suffix : new String[] {"_total", "_bucket", "_count", "_sum"}) {
            String family = name.endsWith(suffix)
                    ? types.getOrDefault(name.substring(0, name.length() - suffix.length()), "")
                    : "";
            switch (family) {
                case "counter", "histogram", "summary" -> {
                    return SampleKind.COUNTER;
                }
                case "gaugehistogram" -> {
                    return SampleKind.GAUGE;
                }
                default -> {
                    // the type of the next suffix
                }
            }
        }
        return own.isEmpty() || own.equals("untyped") || own.equals("unknown") ? counters.kind(name) : SampleKind.GAUGE;
    }
}
