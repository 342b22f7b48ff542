package io.anomalyradar.model.deadletter;

import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A telemetry record that was refused, wholly or in part (spec/proto/deadletter.proto). Holds all that is needed to
 * send the refused samples again.
 *
 * @param topic the source topic's name
 * @param device empty when it could not be read
 * @param key null when the record had none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
public record DeadLetter(
        SourcePosition source,
        String topic,
        long appendTimeMillis,
        String device,
        List<Refusal> refusals,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** A record header, unchanged. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
    public record Header(String name, byte[] value) {}

    /** Whether nothing of the record flowed on. */
    public boolean refusesRecord() {
        return refusals.stream().anyMatch(Refusal::refusesRecord);
    }
}
