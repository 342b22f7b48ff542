package io.anomalyradar.pipeline.window;

import io.anomalyradar.pipeline.state.LiveSeries;

/** The parts of a device that were looked up in Flink's state. */
record LiveWindows(WindowHeader header, LiveSeries<StoredWindows> series) {}
