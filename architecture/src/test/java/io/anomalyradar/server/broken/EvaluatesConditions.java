package io.anomalyradar.server.broken;

import dev.cel.common.types.SimpleType;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class EvaluatesConditions {
    public String type() {
        return SimpleType.BOOL.name();
    }
}
