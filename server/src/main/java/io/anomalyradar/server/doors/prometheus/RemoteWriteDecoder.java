package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;
import java.io.InputStream;

/** A body of remote write, decompressed. One instance a request. */
final class RemoteWriteDecoder implements BatchDecoder {
    /** Its cache of texts outlives requests: series send the same labels again and again. */
    private static final ThreadLocal<ProtoReader> READERS = ThreadLocal.withInitial(ProtoReader::new);

    /** The version of the protocol. */
    enum Version {
        V1,
        V2
    }

    private final Version version;
    private final SeriesSamples series;

    RemoteWriteDecoder(Version version, SeriesSamples series) {
        this.version = version;
        this.series = series;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        byte[] bytes = body.readAllBytes();
        ProtoReader.Fields message =
                switch (version) {
                    case V1 -> new WriteRequest1(series, batch);
                    case V2 -> new WriteRequest2(series, batch);
                };
        try {
            READERS.get().read(bytes).each(message);
        } catch (IOException malformed) {
            throw new BatchException(
                    BatchException.Reason.MALFORMED,
                    "not a message of remote write " + (version == Version.V1 ? "1.0" : "2.0") + ": "
                            + malformed.getMessage());
        }
        series.emitTo(batch);
    }
}
