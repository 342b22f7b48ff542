package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.wire.LongColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds one frame from its fields, which a decoder sets in any order, and checks them in {@link #build}: this class
 * implements the bounds of spec/telemetry.md once for every wire format. Reusable after {@link #clear}; not
 * thread-safe.
 */
public final class FrameBuilder {
    private static final int FEW = 32;

    private @Nullable String device;
    private long timestampMillis;
    private String[] metrics = new String[16];
    private double[] values = new double[16];
    private SampleKind @Nullable [] kinds; // null: only gauges so far
    private int size;
    private @Nullable MetricNames goodNames; // with goodValues: all samples, all valid
    private double[] goodValues = {};
    private Attributes attributes = Attributes.NONE;
    private Map<String, String> metadata = Map.of();
    private @Nullable String id;
    private @Nullable Refusal fatal;
    private final List<Refusal> refusals = new ArrayList<>();
    private int refusedSamples;

    /** An empty builder. */
    public FrameBuilder() {
        clear();
    }

    /** Discards the frame, for the next one. */
    public void clear() {
        device = null;
        timestampMillis = Frame.NO_TIMESTAMP;
        size = 0;
        kinds = null;
        goodNames = null;
        attributes = Attributes.NONE;
        metadata = Map.of();
        id = null;
        fatal = null;
        refusals.clear();
        refusedSamples = 0;
    }

    public void device(String name) {
        device = name;
    }

    public void timestampMillis(long millis) {
        timestampMillis = millis;
        refuseRecord(FrameLimits.checkTimestamp(millis));
    }

    public void attributes(Attributes given) {
        attributes = given;
    }

    public void metadata(Map<String, String> given) {
        metadata = given;
    }

    public void id(@Nullable String given) {
        id = given;
    }

    /** Adds a gauge, a counter or a delta. */
    public void sample(String metric, double value, SampleKind kind) {
        sample(metric, value);
        if (kind != SampleKind.GAUGE) {
            kindsOfAll()[size - 1] = kind;
        }
    }

    private SampleKind[] kindsOfAll() {
        SampleKind[] all = kinds;
        if (all == null || all.length < metrics.length) {
            int known = all == null ? 0 : all.length;
            all = all == null ? new SampleKind[metrics.length] : Arrays.copyOf(all, metrics.length);
            Arrays.fill(all, known, all.length, SampleKind.GAUGE);
            kinds = all;
        }
        return all;
    }

    /** Adds a gauge. */
    public void sample(String metric, double value) {
        if (size == metrics.length) {
            metrics = Arrays.copyOf(metrics, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        metrics[size] = metric;
        values[size] = value;
        size++;
    }

    /** All samples at once, instead of {@link #sample}; the frame uses the arrays if all samples are valid. */
    void samples(MetricNames names, double[] given, LongColumn givenKinds) {
        if (givenKinds.size() == 0 && names.areGood() && FrameLimits.areInRange(given)) {
            goodNames = names;
            goodValues = given;
            size = given.length;
            return;
        }
        for (int i = 0; i < given.length; i++) {
            SampleKind kind = i < givenKinds.size() ? SampleKind.of(givenKinds.value(i)) : SampleKind.GAUGE;
            sample(names.texts()[i], given[i], kind);
        }
    }

    /** Refuses a sample whose value the wire format cannot represent as a number. */
    public void refuseSample(String metric, RefusalCode code, String message) {
        Refusal name = FrameLimits.checkMetric(metric);
        if (name != null && name.refusesRecord()) {
            refuseRecord(name);
        } else {
            refusedSamples++;
            if (refusedSamples <= FrameLimits.MAX_SAMPLES) { // beyond it the whole record is refused
                refusals.add(name != null ? name : new Refusal(metric, code, message));
            }
        }
    }

    /** The first reason to refuse the whole record wins. */
    public void refuseRecord(@Nullable Refusal refusal) {
        if (fatal == null && refusal != null) {
            fatal = refusal;
        }
    }

    /** The frame of the valid samples, and the refusals. */
    public Decoded build() {
        refuseRecord(FrameLimits.checkDevice(device));
        checkTexts();
        int given = size + refusedSamples;
        if (given == 0) {
            refuseRecord(Refusal.record(
                    RefusalCode.NO_SAMPLES, "the frame has no samples: give 'metrics' (an object) or 'value'"));
        } else if (given > FrameLimits.MAX_SAMPLES) {
            refuseRecord(Refusal.record(
                    RefusalCode.TOO_MANY_SAMPLES,
                    "the frame has " + given + " samples, at most " + FrameLimits.MAX_SAMPLES
                            + " are allowed: split it"));
        }
        if (fatal != null || device == null) {
            return new Decoded(null, fatal == null ? List.of() : List.of(fatal));
        }
        if (goodNames != null) {
            return new Decoded(frame(device, goodNames.texts(), goodValues, null), List.of());
        }
        keepGoodSamples();
        if (fatal != null) {
            return new Decoded(null, List.of(fatal));
        }
        Frame frame = size == 0
                ? null
                : frame(device, Arrays.copyOf(metrics, size), Arrays.copyOf(values, size), keptKinds());
        return new Decoded(frame, refusals.isEmpty() ? List.of() : List.copyOf(refusals));
    }

    private SampleKind @Nullable [] keptKinds() {
        if (kinds == null) {
            return null;
        }
        SampleKind[] kept = Arrays.copyOf(kindsOfAll(), size);
        return Arrays.stream(kept).allMatch(kind -> kind == SampleKind.GAUGE) ? null : kept;
    }

    private Frame frame(String sender, String[] names, double[] numbers, SampleKind @Nullable [] theirKinds) {
        return new Frame(sender, timestampMillis, names, numbers, theirKinds, attributes, metadata, id);
    }

    private void checkTexts() {
        checkAttribute(attributes.site());
        checkAttribute(attributes.type());
        checkAttribute(attributes.group());
        checkAttribute(attributes.tenant());
        if (metadata.size() > FrameLimits.MAX_METADATA_ENTRIES) {
            refuseRecord(Refusal.record(
                    RefusalCode.INVALID_ATTRIBUTES,
                    "metadata has " + metadata.size() + " entries, at most " + FrameLimits.MAX_METADATA_ENTRIES
                            + " are allowed"));
        }
        metadata.forEach((key, text) -> {
            refuseRecord(FrameLimits.checkText("a metadata key", key, FrameLimits.MAX_NAME_LENGTH));
            refuseRecord(FrameLimits.checkText("metadata", text, FrameLimits.MAX_METADATA_LENGTH));
        });
        if (id != null && Characters.hasUnpairedSurrogate(id)) {
            refuseRecord(Refusal.record(RefusalCode.INVALID_NAME, "the frame id has an unpaired surrogate"));
        }
        if (id != null && (id.isEmpty() || id.length() > FrameLimits.MAX_NAME_LENGTH)) {
            refuseRecord(Refusal.record(
                    RefusalCode.INVALID_NAME,
                    "the frame id has " + id.length() + " characters, 1 to " + FrameLimits.MAX_NAME_LENGTH
                            + " are allowed"));
        }
    }

    private void checkAttribute(String text) {
        refuseRecord(FrameLimits.checkAttribute(text));
    }

    private void keepGoodSamples() {
        Set<String> seen = size > FEW ? new HashSet<>() : null;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            String metric = metrics[i];
            Refusal refusal = FrameLimits.checkMetric(metric);
            if (refusal != null && refusal.refusesRecord()) {
                fatal = refusal;
                return;
            }
            if (refusal == null && (seen == null ? isRepeated(metric, kept) : !seen.add(metric))) {
                refusal = new Refusal(
                        metric, RefusalCode.DUPLICATE_METRIC, "the metric stands twice in the frame: the first counts");
            }
            if (refusal == null) {
                refusal = FrameLimits.checkValue(metric, values[i]);
            }
            if (refusal != null) {
                refusals.add(refusal);
            } else {
                metrics[kept] = metric;
                values[kept] = values[i];
                if (kinds != null) {
                    kindsOfAll()[kept] = kindsOfAll()[i];
                }
                kept++;
            }
        }
        size = kept;
    }

    // Quadratic: for few samples only, where it costs less than a set.
    private boolean isRepeated(String metric, int kept) {
        for (int j = 0; j < kept; j++) {
            if (metrics[j].hashCode() == metric.hashCode() && metrics[j].equals(metric)) {
                return true;
            }
        }
        return false;
    }
}
