package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.anomaly.Contribution;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an {@link OpenAnomaly} in a {@link DeviceMemory} of version 2:
 *
 * <pre>
 * text              its metric; empty: of the device as a whole
 * text, int         id, revision told last
 * 4 × long          start, newest unusual sample, samples, quiet samples
 * 2 × text          severity, pattern
 * long, 5 × double  the peak: time; actual, expected, lower, upper, score
 * count, then       contributions
 *   text, double    metric, share
 * </pre>
 *
 * Version 1 has neither metric nor contributions.
 */
final class OpenAnomalyBytes {
    private OpenAnomalyBytes() {}

    static void write(OpenAnomaly anomaly, DataOutput out) throws IOException {
        Text.write(out, anomaly.metric());
        Text.write(out, anomaly.id());
        out.writeInt(anomaly.revision());
        out.writeLong(anomaly.startMillis());
        out.writeLong(anomaly.lastUnusualMillis());
        out.writeLong(anomaly.samples());
        out.writeLong(anomaly.quiet());
        Text.write(out, anomaly.severity().name());
        Text.write(out, anomaly.pattern().name());
        Peak peak = anomaly.peak();
        out.writeLong(peak.timestampMillis());
        out.writeDouble(peak.actual());
        out.writeDouble(peak.expected());
        out.writeDouble(peak.lower());
        out.writeDouble(peak.upper());
        out.writeDouble(peak.score());
        Text.writeLength(out, anomaly.contributions().size());
        for (Contribution contribution : anomaly.contributions()) {
            Text.write(out, contribution.name());
            out.writeDouble(contribution.share());
        }
    }

    /** Reads what {@link #write} wrote, behind the metric. */
    static OpenAnomaly read(String metric, int version, DataInput in) throws IOException {
        return new OpenAnomaly(
                metric,
                Text.read(in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Severity.valueOf(Text.read(in)),
                Pattern.valueOf(Text.read(in)),
                new Peak(
                        in.readLong(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble()),
                version == 1 ? List.of() : readContributions(in));
    }

    private static List<Contribution> readContributions(DataInput in) throws IOException {
        List<Contribution> contributions = new ArrayList<>();
        for (int i = Text.readLength(in); i > 0; i--) {
            contributions.add(new Contribution(Text.read(in), in.readDouble()));
        }
        return List.copyOf(contributions);
    }
}
