package io.anomalyradar.model.topic;

import java.util.regex.Pattern;

/**
 * Record headers, content types and system devices of the topics (spec/topics.md). {@link TopicNames} has the names.
 */
public final class Topics {
    /**
     * The consumer group whose offsets mark the telemetry that the pipeline reads a second time, below the prefix
     * (spec/topics.md).
     */
    public static final String REPLAY_GROUP = "replay";

    /** Record header that names the form of the value. */
    public static final String CONTENT_TYPE = "content-type";
    /** Record header with the optional frame id of a telemetry record. */
    public static final String FRAME_ID = "radar-frame-id";
    /** Marks telemetry that is imported: detectors learn from it, and nothing is alerted. */
    public static final String HISTORY = "radar-history";

    public static final String JSON = "application/json";
    /** A CloudEvent in structured mode. */
    public static final String CLOUD_EVENT = "application/cloudevents+json";

    public static final String PROTOBUF = "application/x-protobuf";

    private static final Pattern HEARTBEAT = Pattern.compile("_heartbeat-[0-9]{1,7}");

    private Topics() {}

    /** A device whose records prove that the whole path works; they are scored and not stored. */
    public static String heartbeatDevice(int number) {
        return "_heartbeat-" + number;
    }

    /** Whether {@code device} is a {@linkplain #heartbeatDevice heartbeat device}. */
    public static boolean isHeartbeat(String device) {
        return isSystem(device) && HEARTBEAT.matcher(device).matches();
    }

    /** Whether {@code device} belongs to this program: only such names start with '_'. */
    public static boolean isSystem(String device) {
        return device.startsWith("_");
    }
}
