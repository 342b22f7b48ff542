package io.anomalyradar.notify.broken.first;

import io.anomalyradar.notify.broken.second.Channel;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class CopiesAChannel {
    public Channel neighbour() {
        return new Channel();
    }
}
