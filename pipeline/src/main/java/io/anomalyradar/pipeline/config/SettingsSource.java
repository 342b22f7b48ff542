package io.anomalyradar.pipeline.config;

import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Travels with an operator to its host and provides the configuration there. */
public interface SettingsSource extends Serializable {

    /** The configuration, complete as of now. Blocks until it is complete. The caller closes it. */
    SettingsInForce open(MetricGroup operator) throws InterruptedException;

    /**
     * The deletions of devices, complete as of now, for operators that need no settings. As {@link #open} otherwise.
     */
    Deletions openDeletions() throws InterruptedException;

    /** The rules of alerts, complete as of now. As {@link #open} otherwise. */
    RulesInForce openRules(MetricGroup operator) throws InterruptedException;
}
