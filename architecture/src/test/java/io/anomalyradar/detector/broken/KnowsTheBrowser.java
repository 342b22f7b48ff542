package io.anomalyradar.detector.broken;

import org.teavm.jso.typedarrays.Float64Array;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsTheBrowser {
    public int length(Float64Array view) {
        return view.getLength();
    }
}
