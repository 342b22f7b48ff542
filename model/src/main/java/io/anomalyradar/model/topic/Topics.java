package io.anomalyradar.model.topic;

/** Record headers, content types and system devices of the topics (spec/topics.md). {@link TopicNames} has the names. */
public final class Topics {
    /** Record header that names the form of the value. */
    public static final String CONTENT_TYPE = "content-type";
    /** Record header with the optional frame id of a telemetry record. */
    public static final String FRAME_ID = "radar-frame-id";

    public static final String JSON = "application/json";
    public static final String PROTOBUF = "application/x-protobuf";

    /** Device of the record that proves the path works from end to end; it is not stored. */
    public static final String HEARTBEAT_DEVICE = "_heartbeat";

    private Topics() {}

    /** Whether {@code device} belongs to this program: only such names begin with '_'. */
    public static boolean isSystem(String device) {
        return device.startsWith("_");
    }
}
