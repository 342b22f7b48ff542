package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body of OTLP metrics. One instance a request. */
final class OtlpDecoder implements BatchDecoder {
    /** Its cache of texts outlives requests: series send the same attributes again and again. */
    private static final ThreadLocal<ProtoReader> READERS = ThreadLocal.withInitial(ProtoReader::new);

    /** How the message is written. */
    enum Encoding {
        PROTOBUF,
        JSON
    }

    private final Encoding encoding;
    private final SeriesNaming naming;
    private final List<String> resourceNames;
    private @Nullable MetricsRequest request;

    OtlpDecoder(Encoding encoding, SeriesNaming naming, List<String> resourceNames) {
        this.encoding = encoding;
        this.naming = naming;
        this.resourceNames = resourceNames;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        MetricsRequest read = new MetricsRequest(naming, resourceNames, batch);
        byte[] bytes = body.readAllBytes();
        try {
            byte[] message = encoding == Encoding.JSON ? OtlpJson.toProtobuf(bytes) : bytes;
            READERS.get().read(message).each(read);
        } catch (IOException malformed) {
            throw new BatchException(
                    BatchException.Reason.MALFORMED,
                    "not an ExportMetricsServiceRequest of OTLP: " + malformed.getMessage());
        }
        read.emit();
        request = read;
    }

    /** Data points that are not accepted, where {@code accepted} samples are. */
    int rejected(int accepted) {
        return request == null ? 0 : request.rejected(accepted);
    }
}
