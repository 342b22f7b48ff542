package io.anomalyradar.model.broken;

import io.anomalyradar.pipeline.broken.KnowsTheModel;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsThePipeline {
    public KnowsTheModel neighbour() {
        return new KnowsTheModel();
    }
}
