package io.anomalyradar.server.doors.labels;

import io.anomalyradar.model.config.LabelMapping;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.Rates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names series by their labels (docs/doors/labels.md): a label names the device, some are attributes, and the others
 * follow the metric's name as {@code ,key=value}, in order of their names. Immutable.
 */
public final class SeriesNaming {
    private final List<String> devices;
    private final Set<String> attributes;
    private final Set<String> unnamed;
    private final String noDevice;

    /** @param noDevice the device of a series without any of the labels that name one */
    public SeriesNaming(LabelMapping mapping, String noDevice) {
        this.devices = mapping.device();
        this.attributes = Set.copyOf(mapping.attributes());
        this.noDevice = noDevice;
        Set<String> left = new HashSet<>(mapping.ignored());
        left.addAll(attributes);
        unnamed = Set.copyOf(left);
    }

    /** The series of {@code metric} with {@code labels}, one of which may name the device. */
    public MappedSeries of(String metric, SenderLabels labels) {
        String label = deviceLabel(labels);
        String device = label.isEmpty() ? noDevice : labels.value(label);
        return new MappedSeries(
                fitted(device == null ? noDevice : device), metric(metric, labels, label), attributes(labels));
    }

    /** The series of {@code metric} of a device that is known; the labels do not name it. */
    public MappedSeries of(String device, Attributes of, String metric, SenderLabels labels) {
        return new MappedSeries(fitted(device), metric(metric, labels, ""), of);
    }

    /** The first of the labels that name a device; empty if there is none. */
    public String deviceLabel(SenderLabels labels) {
        for (String label : devices) {
            if (labels.value(label) != null) {
                return label;
            }
        }
        return "";
    }

    private static String fitted(String device) {
        return LongNames.fitted(device, FrameLimits.MAX_NAME_LENGTH);
    }

    private String metric(String metric, SenderLabels labels, String deviceLabel) {
        StringBuilder name = new StringBuilder(64).append(metric);
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.name(i);
            if (!label.equals(deviceLabel) && !label.equals("__name__") && !unnamed.contains(label)) {
                name.append(',').append(label).append('=');
                append(labels.value(i), name);
            }
        }
        return LongNames.fitted(name.toString(), Rates.MAX_NAME_LENGTH);
    }

    /** So that no two series have the same name. */
    private static void append(String value, StringBuilder name) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '=' || c == '\\') {
                name.append('\\');
            }
            name.append(c);
        }
    }

    /** The attributes that the labels give. */
    public Attributes attributes(SenderLabels labels) {
        if (attributes.isEmpty()) {
            return Attributes.NONE;
        }
        String site = attribute("site", labels);
        String type = attribute("type", labels);
        String group = attribute("group", labels);
        String tenant = attribute("tenant", labels);
        return site.isEmpty() && type.isEmpty() && group.isEmpty() && tenant.isEmpty()
                ? Attributes.NONE
                : new Attributes(site, type, group, tenant);
    }

    private String attribute(String name, SenderLabels labels) {
        String value = attributes.contains(name) ? labels.value(name) : null;
        return value == null ? "" : value;
    }

    static String suffixed(String metric, String suffix) {
        int labels = metric.indexOf(',');
        String name = labels < 0 ? metric + suffix : metric.substring(0, labels) + suffix + metric.substring(labels);
        return LongNames.fitted(name, Rates.MAX_NAME_LENGTH);
    }
}
