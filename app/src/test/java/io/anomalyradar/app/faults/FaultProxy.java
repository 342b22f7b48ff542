package io.anomalyradar.app.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on the loopback address, which stands between two parts. It can cut the connection without a word, delay,
 * slow down and reset. Bytes are never changed, and never lost on a connection that lives on: a cut holds them back.
 */
final class FaultProxy implements AutoCloseable {
    private static final int BLOCK = 16 << 10;
    private static final int CONNECT_MILLIS = 2_000;

    private final String name;
    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile long delayMillis;
    private volatile int bytesPerSecond;

    /** Passes connections on to {@code target}, a port of the loopback address. */
    FaultProxy(String name, int target) throws IOException {
        this.name = name;
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("accept", this::accept);
    }

    /** Which parts it connects. */
    String name() {
        return name;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on no byte arrives, and no connection is answered. */
    void cut() {
        cut = true;
    }

    /** Every block of bytes arrives later by this. */
    void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    void slowTo(int limit) {
        bytesPerSecond = limit;
    }

    /** Ends all connections with RST. */
    void reset() {
        open.forEach(FaultProxy::reset);
        open.clear();
    }

    /** What was held back arrives, and everything passes. */
    void heal() {
        cut = false;
        delayMillis = 0;
        bytesPerSecond = 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        reset();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                run("connect", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        open.add(server);
        try {
            hold(client);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            run("to", () -> pump(client, server));
            run("from", () -> pump(server, client));
        } catch (IOException refused) {
            end(client, server);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] block = new byte[BLOCK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                park(delayMillis);
                int limit = bytesPerSecond;
                park(limit > 0 ? length * 1_000L / limit : 0);
                hold(from);
                out.write(block, 0, length);
            }
            hold(from);
            to.shutdownOutput();
        } catch (IOException ended) {
            end(from, to);
        } finally {
            if (from.isClosed() || (from.isInputShutdown() && from.isOutputShutdown())) {
                end(from, to);
            }
        }
    }

    /** While the connection is cut. */
    private void hold(Socket socket) {
        while (cut && !socket.isClosed()) {
            park(10);
        }
    }

    private void end(Socket first, Socket second) {
        reset(first);
        reset(second);
        open.remove(first);
        open.remove(second);
    }

    private static void park(long millis) {
        if (millis > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // it has ended, which is what was wanted
        }
    }

    private void run(String what, Runnable work) {
        Thread thread = new Thread(null, work, name + " " + what, 128 << 10);
        thread.setDaemon(true);
        thread.start();
    }
}
