package io.anomalyradar.model.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of decoding one record: the frame of its valid samples, and the refusals. Invalid data is a value, not an
 * exception.
 *
 * @param frame null if nothing in the record is valid
 * @param refusals empty if everything is valid
 */
public record Decoded(@Nullable Frame frame, List<Refusal> refusals) {
    public static Decoded refused(RefusalCode code, String message) {
        return new Decoded(null, List.of(Refusal.record(code, message)));
    }
}
