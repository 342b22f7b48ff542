package io.anomalyradar.edge.reading;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.list;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.model.settings.ConfigKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys by which sources map names and times. */
public final class MappingSettings {
    private static final ConfigKey<String> DEVICE = ConfigKey.of(
            "device",
            text("a pattern such as {site}-{device}"),
            "",
            "The device's name, of levels, groups and fields.");
    private static final ConfigKey<String> METRIC =
            ConfigKey.of("metric", text("a pattern such as {metric}"), "", "The name of a value that is not a field.");
    private static final ConfigKey<String> SITE =
            ConfigKey.of("site", text("a pattern"), "{site}", "The device's site.");
    private static final ConfigKey<String> DEVICE_TYPE =
            ConfigKey.of("device-type", text("a pattern"), "{type}", "The device's type.");
    private static final ConfigKey<String> GROUP =
            ConfigKey.of("group", text("a pattern"), "{group}", "The device's group.");
    private static final ConfigKey<String> TENANT =
            ConfigKey.of("tenant", text("a pattern"), "{tenant}", "The device's tenant.");
    private static final ConfigKey<List<String>> TIME_FIELDS = ConfigKey.of(
            "time-fields",
            list("names of fields"),
            "ts,time,timestamp",
            "The first of these fields that a reading has is its time; without one, it is when it arrived.");
    private static final ConfigKey<ReadingTime> TIME_UNIT =
            ConfigKey.of("time-unit", constant(ReadingTime.class), "auto", "The unit of times that are numbers.");

    /** Those of names. */
    public static final List<ConfigKey<?>> NAME_KEYS = List.of(DEVICE, METRIC, SITE, DEVICE_TYPE, GROUP, TENANT);

    /** All of them. */
    public static final List<ConfigKey<?>> KEYS =
            List.of(DEVICE, METRIC, SITE, DEVICE_TYPE, GROUP, TENANT, TIME_FIELDS, TIME_UNIT);

    private MappingSettings() {}

    /** The mapping that {@code section} has, with these patterns if it has none of its own. */
    public static ReadingMapping of(EdgeSection section, NamePattern device, NamePattern metric) {
        return new ReadingMapping(names(section, device, metric), section.value(TIME_FIELDS), section.value(TIME_UNIT));
    }

    /** The part of {@link #of} that maps names. */
    public static NameMapping names(EdgeSection section, NamePattern device, NamePattern metric) {
        String givenDevice = section.optional(DEVICE);
        String givenMetric = section.optional(METRIC);
        Map<String, NamePattern> attributes = new TreeMap<>();
        attributes.put("site", new NamePattern(section.value(SITE)));
        attributes.put("type", new NamePattern(section.value(DEVICE_TYPE)));
        attributes.put("group", new NamePattern(section.value(GROUP)));
        attributes.put("tenant", new NamePattern(section.value(TENANT)));
        return new NameMapping(
                givenDevice == null ? device : new NamePattern(givenDevice),
                givenMetric == null ? metric : new NamePattern(givenMetric),
                attributes);
    }
}
