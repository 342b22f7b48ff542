package io.anomalyradar.notify.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A receiver that reads the request, sends the start of an answer, and then neither continues nor closes the
 * connection.
 */
final class StallingReceiver implements AutoCloseable {
    private final ServerSocket server;
    private final Thread thread;
    private final byte[] beginning;

    StallingReceiver(String beginning) throws IOException {
        this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "stalling-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(beginning);
            socket.getOutputStream().flush();
            while (in.read() >= 0) {
                // the request, then nothing until the client hangs up
            }
        } catch (IOException closed) {
            // the end
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
