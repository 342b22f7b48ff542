package io.anomalyradar.server.live;

/** A device and one of its metrics. */
record SeriesName(String device, String metric) {}
