package io.anomalyradar.edge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A connection's way to a local port, which a test cuts and opens again, and on which it may change what is answered. */
public final class Relay implements AutoCloseable {
    private final int target;
    private final UnaryOperator<byte[]> answers;
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    public Relay(int target) throws IOException {
        this(target, answer -> answer);
    }

    /** @param answers what becomes of each block of bytes that the target sends */
    public Relay(int target, UnaryOperator<byte[]> answers) throws IOException {
        this.target = target;
        this.answers = answers;
        run(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends the connections, and takes no other. */
    public void cut() {
        open = false;
        sockets.forEach(Relay::end);
        sockets.clear();
    }

    public void open() {
        open = true;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (!open) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                run(() -> copy(near, far, sent -> sent));
                run(() -> copy(far, near, answers));
            } catch (IOException closed) {
                // the test has ended, or the target is away
            }
        }
    }

    private static void copy(Socket from, Socket to, UnaryOperator<byte[]> change) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] block = new byte[1 << 16];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                out.write(change.apply(Arrays.copyOf(block, length)));
            }
        } catch (IOException ended) {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }
}
