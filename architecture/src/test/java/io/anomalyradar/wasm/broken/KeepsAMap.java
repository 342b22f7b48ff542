package io.anomalyradar.wasm.broken;

import java.util.Map;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KeepsAMap {
    public int size(Map<String, String> map) {
        return map.size();
    }
}
