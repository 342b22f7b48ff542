package io.anomalyradar.quality.dataset;

import java.util.Map;

/**
 * A series of TSB-AD with its labels.
 *
 * @param source the data set it comes from, such as SMAP
 * @param window the widest window of VUS, in rows
 * @param published VUS-PR of published methods on this series, by method
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record TsbRecording(
        Recording recording, String source, boolean[] labels, int window, Map<String, Double> published) {}
