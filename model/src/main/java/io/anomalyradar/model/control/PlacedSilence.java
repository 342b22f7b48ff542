package io.anomalyradar.model.control;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A silence together with its time in the log.
 *
 * @param effectiveFromMillis the append time from which this record holds
 */
public record PlacedSilence(Silence silence, long offset, long effectiveFromMillis) {

    /** The append time at which it begins. */
    public long startMillis() {
        return silence.startsAtMillis() == 0 ? effectiveFromMillis : silence.startsAtMillis();
    }

    /** The append time at which it ends. */
    public long endMillis() {
        return silence.endedBy() == null
                ? silence.endsAtMillis()
                : Math.min(silence.endsAtMillis(), effectiveFromMillis);
    }

    /** Until when it silences without a break, when it does so at {@code millis}; empty: it does not. */
    public OptionalLong silentUntil(long millis) {
        if (millis < startMillis() || millis >= endMillis()) {
            return OptionalLong.empty();
        }
        WeeklyWindow weekly = silence.weekly();
        if (weekly == null) {
            return OptionalLong.of(endMillis());
        }
        OptionalLong end = weekly.endOfCurrent(millis);
        return end.isPresent() ? OptionalLong.of(Math.min(end.getAsLong(), endMillis())) : end;
    }

    /** When it next begins to silence after {@code millis}; empty: never. */
    public OptionalLong nextBegin(long millis) {
        long from = Math.max(millis, startMillis() - 1);
        WeeklyWindow weekly = silence.weekly();
        long begin;
        if (weekly == null) {
            begin = startMillis();
        } else {
            begin = from < startMillis() && weekly.endOfCurrent(startMillis()).isPresent()
                    ? startMillis()
                    : weekly.nextBegin(from);
        }
        return begin > millis && begin < endMillis() ? OptionalLong.of(begin) : OptionalLong.empty();
    }

    /** Whether alerts of {@code rule}, with its labels, and this series are silenced at its times. */
    public boolean covers(String rule, Map<String, String> labels, String device, String metric, Placement placement) {
        return (silence.rules().isEmpty() || silence.rules().contains(rule))
                && Labels.match(silence.labels(), labels)
                && silence.selector().matches(device, placement)
                && silence.selector().metric().matches(metric);
    }
}
