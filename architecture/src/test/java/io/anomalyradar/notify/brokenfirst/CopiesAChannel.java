package io.anomalyradar.notify.brokenfirst;

import io.anomalyradar.notify.brokensecond.Channel;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class CopiesAChannel {
    public Channel neighbour() {
        return new Channel();
    }
}
