package io.anomalyradar.server.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** An HTTP/1.1 connection whose bytes a test writes itself. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket = new Socket();

    /**
     * Connects.
     *
     * @param from the client's address, such as 127.0.0.2
     */
    public RawHttp(int port, byte[] from) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(30_000);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public RawHttp(int port) {
        this(port, new byte[] {127, 0, 0, 1});
    }

    /** Writes {@code text} as it is. */
    public RawHttp send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    public RawHttp send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The server's output until it closes the connection, or sends nothing for 30 s. */
    public String answer() {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The head of the next answer, and as much of its body as {@code Content-Length} says. */
    public String response() {
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
            if (line.regionMatches(true, 0, "content-length:", 0, "content-length:".length())) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).trim());
            }
        }
        try {
            return head + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next line that the server sends; empty at the end of the connection. */
    public String line() {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read(); next >= 0 && next != '\n'; ) {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
            return line.toString().trim();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
