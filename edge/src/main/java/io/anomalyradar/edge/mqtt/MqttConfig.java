package io.anomalyradar.edge.mqtt;

import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a broker is reached.
 *
 * @param broker mqtt:// or mqtts://, with a port if it is not 1883 or 8883
 * @param clientId the broker keeps what was not confirmed under this name
 * @param filters what to subscribe to
 * @param qos 0 or 1, at most which the broker sends with
 * @param maxPayload bytes; a larger message is refused
 */
record MqttConfig(
        URI broker,
        Version version,
        String clientId,
        @Nullable String username,
        @Nullable String password,
        List<String> filters,
        int qos,
        int keepAliveSeconds,
        int maxPayload,
        SSLContext tls) {

    /** Of the protocol. */
    enum Version {
        V3_1_1(4),
        V5(5);

        private final int level;

        Version(int level) {
            this.level = level;
        }

        int level() {
            return level;
        }
    }

    boolean isSecure() {
        return "mqtts".equals(broker.getScheme());
    }

    int port() {
        return broker.getPort() > 0 ? broker.getPort() : isSecure() ? 8883 : 1883;
    }

    @Override
    public String toString() {
        return "MqttConfig[" + broker.getHost() + ":" + port() + " as " + clientId + "]";
    }
}
