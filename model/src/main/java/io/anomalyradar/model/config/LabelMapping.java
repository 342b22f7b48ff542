package io.anomalyradar.model.config;

import java.util.List;

/**
 * How a door turns the labels of a series into device, attributes and metric (docs/doors/labels.md).
 *
 * @param device the first of these labels that a series has names the device
 * @param attributes those of site, type, group and tenant that are taken from the label of the same name
 * @param ignored labels that do not become part of the metric's name
 * @param counters names of counters for senders that do not say what is one; {@code *} stands for any text
 */
public record LabelMapping(List<String> device, List<String> attributes, List<String> ignored, List<String> counters) {
    public static final LabelMapping PROMETHEUS = new LabelMapping(
            List.of("instance", "host", "node"),
            List.of("site", "tenant"),
            List.of(),
            List.of("*_total", "*_count", "*_sum", "*_bucket"));
    /** OTLP states what is a counter. */
    public static final LabelMapping OTLP = new LabelMapping(
            List.of("device.id", "k8s.pod.name", "host.name", "service.instance.id", "service.name"),
            List.of("site", "tenant"),
            List.of(),
            List.of());

    public LabelMapping {
        device = List.copyOf(device);
        attributes = List.copyOf(attributes);
        ignored = List.copyOf(ignored);
        counters = List.copyOf(counters);
    }
}
