package io.anomalyradar.server.broken;

import org.apache.flink.api.common.JobID;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class UsesFlink {
    public JobID job() {
        return new JobID();
    }
}
