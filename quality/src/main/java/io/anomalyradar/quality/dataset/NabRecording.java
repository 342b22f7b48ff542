package io.anomalyradar.quality.dataset;

import io.anomalyradar.quality.nab.NabSeries;

/** A file of the Numenta Anomaly Benchmark with its windows. */
public record NabRecording(Recording recording, NabSeries labels) {}
