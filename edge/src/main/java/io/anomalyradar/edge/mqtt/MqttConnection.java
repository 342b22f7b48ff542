package io.anomalyradar.edge.mqtt;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a broker, as a subscriber whose session outlives it. One thread {@linkplain #run reads}; any may
 * confirm and publish. What the broker sends is read only as fast as it is taken.
 */
final class MqttConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 0x40;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 9;
    private static final int PINGREQ = 0xC0;
    private static final int PINGRESP = 13;
    private static final int DISCONNECT = 14;
    private static final long SESSION_SECONDS = 7 * 24 * 3_600;
    private static final int RECEIVE_MAXIMUM = 1_000;
    private static final int ROOM_FOR_TOPIC = 70_000;

    private final MqttConfig config;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final BlockingQueue<Integer> confirmations = new LinkedBlockingQueue<>();
    private final Thread confirming = new Thread(this::sendConfirmations, "mqtt-confirmations");
    private int keepAliveMillis;
    private boolean resumed;
    private long writtenNanos = System.nanoTime();

    private MqttConnection(MqttConfig config, Socket socket) throws IOException {
        this.config = config;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.keepAliveMillis = config.keepAliveSeconds() * 1_000;
    }

    /** @throws IOException when the broker is not there, refuses, or does not speak MQTT; the message says which */
    static MqttConnection open(MqttConfig config) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.connect(new InetSocketAddress(config.broker().getHost(), config.port()), CONNECT_MILLIS);
            MqttConnection connection =
                    new MqttConnection(config, config.isSecure() ? secured(config, socket) : socket);
            connection.greet();
            return connection;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Socket secured(MqttConfig config, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) config.tls()
                .getSocketFactory()
                .createSocket(plain, config.broker().getHost(), config.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void greet() throws IOException {
        String username = config.username();
        String password = config.password();
        boolean five = config.version() == MqttConfig.Version.V5;
        int flags = (username == null ? 0 : 0x80) | (password == null ? 0 : 0x40);
        PacketWriter connect = new PacketWriter(CONNECT)
                .text("MQTT")
                .one(config.version().level())
                .one(flags)
                .two(config.keepAliveSeconds());
        if (five) {
            connect.properties(new PacketWriter(0)
                    .one(0x11)
                    .four(SESSION_SECONDS)
                    .one(0x21)
                    .two(RECEIVE_MAXIMUM)
                    .one(0x27)
                    .four((long) config.maxPayload() + ROOM_FOR_TOPIC));
        }
        connect.text(config.clientId());
        if (username != null) {
            connect.text(username);
        }
        if (password != null) {
            connect.text(password);
        }
        write(connect);
        PacketReader answer = next();
        if (answer.type() != CONNACK) {
            throw new IOException("what answers is no MQTT broker");
        }
        resumed = (answer.one() & 1) == 1;
        int code = answer.one();
        Map<Integer, String> properties = five && answer.left() > 0 ? answer.properties() : Map.of();
        answer.skipRest();
        if (code != 0) {
            throw new IOException(refusal(code, properties.getOrDefault(PacketReader.REASON, "")));
        }
        String serverKeepAlive = properties.get(PacketReader.SERVER_KEEP_ALIVE);
        if (serverKeepAlive != null) {
            keepAliveMillis = Integer.parseInt(serverKeepAlive) * 1_000;
        }
    }

    private static String refusal(int code, String reason) {
        String meaning =
                switch (code) {
                    case 1, 0x84 -> "it does not speak this version: set mqtt-version";
                    case 2, 0x85 -> "it does not accept the client-id";
                    case 4, 0x86 -> "user name or password are wrong";
                    case 5, 0x87 -> "this client is not authorized";
                    case 3, 0x88, 0x89 -> "it is unavailable";
                    default -> "code 0x" + Integer.toHexString(code).toUpperCase(Locale.ROOT);
                };
        return "the broker refuses the connection: " + meaning + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    /** Whether the broker had kept the session of the connection before, with what was not confirmed in it. */
    boolean isResumed() {
        return resumed;
    }

    /** Subscribes, and hands over messages until the connection ends, which always throws. */
    void run(Receiver receiver) throws IOException, InterruptedException {
        boolean five = config.version() == MqttConfig.Version.V5;
        PacketWriter subscribe = new PacketWriter(SUBSCRIBE).two(1);
        if (five) {
            subscribe.properties(new PacketWriter(0));
        }
        config.filters().forEach(filter -> subscribe.text(filter).one(config.qos()));
        write(subscribe);
        confirming.start();
        socket.setSoTimeout(keepAliveMillis == 0 ? 0 : Math.max(1, keepAliveMillis / 2));
        while (true) {
            PacketReader packet = next();
            switch (packet.type()) {
                case PUBLISH -> receiver.received(message(packet));
                case SUBACK -> subscribed(packet);
                case PINGRESP -> packet.skipRest();
                case DISCONNECT -> throw disconnected(packet);
                default -> throw new IOException("the broker sends a packet of type " + packet.type());
            }
        }
    }

    private MqttMessage message(PacketReader packet) throws IOException {
        int qos = packet.flags() >> 1 & 3;
        if (qos > 1) {
            throw new IOException("the broker sends with QoS " + qos + ", which was not asked for");
        }
        String topic = packet.text();
        int packetId = qos == 0 ? 0 : packet.two();
        if (config.version() == MqttConfig.Version.V5) {
            packet.properties();
        }
        boolean repeated = (packet.flags() & 8) != 0;
        boolean retained = (packet.flags() & 1) != 0;
        if (packet.left() > config.maxPayload()) {
            packet.skipRest();
            return new MqttMessage(topic, new byte[0], packetId, repeated, retained, true);
        }
        return new MqttMessage(topic, packet.bytes(packet.left()), packetId, repeated, retained, false);
    }

    private void subscribed(PacketReader packet) throws IOException {
        packet.two();
        if (config.version() == MqttConfig.Version.V5) {
            packet.properties();
        }
        for (String filter : config.filters()) {
            if (packet.one() >= 0x80) {
                throw new IOException("the broker refuses the subscription of " + filter);
            }
        }
        packet.skipRest();
    }

    private static IOException disconnected(PacketReader packet) throws IOException {
        int code = packet.left() > 0 ? packet.one() : 0;
        String reason = packet.left() > 0 ? packet.properties().getOrDefault(PacketReader.REASON, "") : "";
        String meaning =
                code == 0x8E ? "another client has taken the client-id" : "code 0x" + Integer.toHexString(code);
        return new IOException("the broker ends the connection: " + meaning + " " + reason);
    }

    /** The next packet; keeps the connection alive meanwhile. */
    private PacketReader next() throws IOException {
        for (int silent = 0; ; silent++) {
            pingIfDue();
            int first;
            try {
                first = in.read();
            } catch (SocketTimeoutException quiet) {
                if (silent == 2) {
                    throw new IOException("the broker has fallen silent", quiet);
                }
                continue;
            }
            if (first < 0) {
                throw new EOFException("the broker closed the connection");
            }
            return PacketReader.of(first, in);
        }
    }

    private void pingIfDue() throws IOException {
        if (keepAliveMillis > 0 && System.nanoTime() - writtenNanos >= keepAliveMillis * 500_000L) {
            write(new PacketWriter(PINGREQ));
        }
    }

    /** Confirms a message: the broker may forget it. Does not wait for the broker. */
    void confirm(int packetId) {
        confirmations.add(packetId);
    }

    private void sendConfirmations() {
        try {
            while (true) {
                write(new PacketWriter(PUBACK).two(confirmations.take()));
            }
        } catch (IOException gone) {
            close(); // the broker sends again on the next connection what is not confirmed
        } catch (InterruptedException closed) {
            return;
        }
    }

    /** Publishes once, without confirmation. */
    void publish(String topic, byte[] payload) throws IOException {
        PacketWriter publish = new PacketWriter(PUBLISH << 4).text(topic);
        if (config.version() == MqttConfig.Version.V5) {
            publish.properties(new PacketWriter(0));
        }
        write(publish.raw(payload));
    }

    private void write(PacketWriter packet) throws IOException {
        synchronized (out) {
            out.write(packet.toByteArray());
            out.flush();
            writtenNanos = System.nanoTime();
        }
    }

    /** Ends the connection; the broker keeps the session. */
    @Override
    public void close() {
        confirming.interrupt();
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed
        }
    }

    /** Takes messages; the next is read when it returns. */
    @FunctionalInterface
    interface Receiver {
        void received(MqttMessage message) throws InterruptedException;
    }
}
