package io.anomalyradar.model.topic;

/** Names of the topics, their record headers and content types (spec/topics.md). */
public final class Topics {
    public static final String TELEMETRY = "radar.telemetry";
    public static final String SCORES = "radar.scores";
    public static final String ANOMALIES = "radar.anomalies";
    public static final String AGGREGATES = "radar.aggregates";
    public static final String DEAD_LETTER = "radar.deadletter";

    /** Record header that names the form of the value. */
    public static final String CONTENT_TYPE = "content-type";
    /** Record header with the optional frame id of a telemetry record. */
    public static final String FRAME_ID = "radar-frame-id";

    public static final String JSON = "application/json";
    public static final String PROTOBUF = "application/x-protobuf";

    /** Device of the record that proves the path works from end to end; it is not stored. */
    public static final String HEARTBEAT_DEVICE = "_heartbeat";

    private Topics() {}

    /** Whether {@code device} is one of this program's own: such names begin with '_' and are nobody else's. */
    public static boolean isSystem(String device) {
        return device.startsWith("_");
    }
}
