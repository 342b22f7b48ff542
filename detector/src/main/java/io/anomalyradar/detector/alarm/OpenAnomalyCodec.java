package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The byte format of an {@link OpenAnomaly} and its run, version 1: {@code spec/detector-state.md}. It is stored
 * separately from the state of the series, so that an anomaly can be closed when that state cannot be read.
 */
public final class OpenAnomalyCodec {

    private static final int MAGIC = 0x4152414f; // "ARAO"
    private static final int VERSION = 1;

    private OpenAnomalyCodec() {}

    /** An anomaly and its current run. */
    public record Kept(OpenAnomaly anomaly, AnomalyRun run) {}

    /** The anomaly and its run as bytes. */
    public static byte[] encode(OpenAnomaly anomaly, AnomalyRun run) {
        ByteWriter out = new ByteWriter(192);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeString(anomaly.id());
        out.writeCount(anomaly.revision());
        out.writeCount(anomaly.contributions().size());
        for (Contribution contribution : anomaly.contributions()) {
            out.writeString(contribution.name());
            out.writeDouble(contribution.share());
        }
        run.write(out);
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * The anomaly and its run.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of a later version
     */
    public static Kept decode(byte[] bytes) {
        ByteReader in = new ByteReader("open anomaly", bytes, MAGIC, VERSION);
        String id = in.readString();
        int revision = in.readCount("revision", Integer.MAX_VALUE);
        List<Contribution> contributions = new ArrayList<>();
        for (int i = in.readItems("contributions", 9); i > 0; i--) {
            contributions.add(new Contribution(in.readString(), in.readDouble()));
        }
        AnomalyRun run = AnomalyRun.read(in);
        in.finish();
        return new Kept(new OpenAnomaly(id, revision, contributions), run);
    }
}
