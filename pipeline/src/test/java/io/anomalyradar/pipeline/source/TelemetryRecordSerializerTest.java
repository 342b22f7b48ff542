package io.anomalyradar.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryRecordSerializerTest {
    private final TelemetryRecordSerializer serializer = new TelemetryRecordSerializer();

    @Test
    void record_isReadAsWritten() throws IOException {
        byte[] key = {1, 2};
        byte[] value = {3};
        TelemetryRecord telemetry = new TelemetryRecord(
                7,
                4,
                1L << 40,
                1_700_000_000_000L,
                key,
                value,
                List.of(new Header("a", new byte[] {9}), new Header("a", new byte[0])));

        TelemetryRecord read = Bytes.copied(telemetry, serializer);

        assertThat(read).usingRecursiveComparison().isEqualTo(telemetry);
    }

    @Test
    void absentKeyAndValue_stayAbsent() throws IOException {
        TelemetryRecord read = Bytes.roundTrip(new TelemetryRecord(0, -1, 0, 0, null, null, List.of()), serializer);

        assertThat(read.key()).isNull();
        assertThat(read.value()).isNull();
    }

    @Test
    void emptyValue_staysEmpty() throws IOException {
        TelemetryRecord read =
                Bytes.roundTrip(new TelemetryRecord(0, -1, 0, 0, null, new byte[0], List.of()), serializer);

        assertThat(read.value()).isEmpty();
    }

    @Test
    void snapshotOfTheSerializer_isCompatibleWithIt() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer);

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
    }
}
