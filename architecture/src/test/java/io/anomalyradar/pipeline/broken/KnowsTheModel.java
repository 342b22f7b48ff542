package io.anomalyradar.pipeline.broken;

import io.anomalyradar.model.broken.KnowsThePipeline;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsTheModel {
    public KnowsThePipeline neighbour() {
        return new KnowsThePipeline();
    }
}
