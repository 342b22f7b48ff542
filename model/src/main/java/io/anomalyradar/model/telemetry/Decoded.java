package io.anomalyradar.model.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record: the frame of its good samples, and what was refused. Bad data is a value, not an exception.
 *
 * @param frame null when nothing of the record is good
 * @param refusals empty when all of it is good
 */
public record Decoded(@Nullable Frame frame, List<Refusal> refusals) {
    public static Decoded refused(RefusalCode code, String message) {
        return new Decoded(null, List.of(Refusal.record(code, message)));
    }
}
