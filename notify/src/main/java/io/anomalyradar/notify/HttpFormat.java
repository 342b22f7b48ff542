package io.anomalyradar.notify;

import java.util.Map;

/** How a kind of receiver wants to be notified by HTTP. Stateless. */
@FunctionalInterface
public interface HttpFormat {

    /** One POST; the body is sent in UTF-8. */
    record Message(HttpTarget target, Map<String, String> headers, String body) {
        public static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

        @Override
        public String toString() {
            return "Message[***]";
        }
    }

    /**
     * The message of {@code notification}.
     *
     * @param nowMillis for receivers that refuse old messages
     * @throws UnusableChannelException when the channel is not configured right
     */
    Message of(Notification notification, ChannelSettings channel, long nowMillis) throws UnusableChannelException;
}
