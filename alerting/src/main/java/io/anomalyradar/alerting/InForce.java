package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.model.control.Placement;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the alerts of a device at one time.
 *
 * @param placement of the device
 * @param area of the device
 * @param silences all of them, those of other devices and times too
 * @param event what happened to the device
 */
public record InForce(
        AlertRules rules, Placement placement, Area area, Collection<PlacedSilence> silences, NewestEvent event) {

    /** With nothing that has happened to the device. */
    public InForce(AlertRules rules, Placement placement, Area area, Collection<PlacedSilence> silences) {
        this(rules, placement, area, silences, NewestEvent.NONE);
    }

    /** The same after {@code newest} has happened to the device. */
    public InForce after(NewestEvent newest) {
        return new InForce(rules, placement, area, silences, newest);
    }

    /** A silence that covers an alert, and until when. */
    record Cover(PlacedSilence silence, long untilMillis) {}

    /** The silence that covers {@code alert} the longest; null: none does. */
    @Nullable
    Cover cover(OpenAlert alert, long nowMillis) {
        @Nullable Cover longest = null;
        for (PlacedSilence silence : silences) {
            OptionalLong until = silence.silentUntil(nowMillis);
            if (until.isPresent()
                    && (longest == null || until.getAsLong() > longest.untilMillis())
                    && covers(silence, alert)) {
                longest = new Cover(silence, until.getAsLong());
            }
        }
        return longest;
    }

    /** When a silence next begins to cover {@code alert}; {@code Long.MAX_VALUE}: never, as far as is known. */
    long nextCover(OpenAlert alert, long nowMillis) {
        long next = Long.MAX_VALUE;
        for (PlacedSilence silence : silences) {
            OptionalLong begin = silence.nextBegin(nowMillis);
            if (begin.isPresent() && begin.getAsLong() < next && covers(silence, alert)) {
                next = begin.getAsLong();
            }
        }
        return next;
    }

    private boolean covers(PlacedSilence silence, OpenAlert alert) {
        return silence.covers(alert.rule, alert.labels, alert.anomaly.device(), alert.anomaly.metric(), placement);
    }
}
