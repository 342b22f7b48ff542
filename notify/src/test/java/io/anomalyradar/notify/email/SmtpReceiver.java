package io.anomalyradar.notify.email;

import io.anomalyradar.notify.ChannelContractTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mail server that speaks as much SMTP as a sender needs, and answers as the test determines. */
final class SmtpReceiver implements ChannelContractTest.Receiver {
    private static final String KEY = "X-Idempotency-Key: ";

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile String answerToMessage = "250 OK";
    private volatile String answerToReceiver = "250 OK";
    private volatile boolean drips;

    SmtpReceiver() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        threads.execute(this::accepting);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accepting() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                threads.execute(() -> talk(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            say(out, "220 test");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.length() < 4 ? line : line.substring(0, 4);
                switch (command) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        message(in);
                        if (drips) {
                            drip(out);
                        } else if (!answerToMessage.isEmpty()) {
                            say(out, answerToMessage);
                        }
                    }
                    case "RCPT" -> say(out, answerToReceiver);
                    case "QUIT" -> say(out, "221 bye");
                    default -> say(out, "250 OK");
                }
            }
        } catch (IOException gone) {
            // the sender left, or the test is over
        }
    }

    private void message(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            if (line.startsWith(KEY)) {
                keys.add(line.substring(KEY.length()));
            }
        }
    }

    /** A byte now and then, so that no time-out of a single read ends it. */
    private static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('2');
            out.flush();
            try {
                Thread.sleep(50);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    void refuseTheAddress() {
        answerToReceiver = "550 no such user";
    }

    void dripItsAnswer() {
        drips = true;
    }

    @Override
    public void accept() {
        answerToMessage = "250 OK";
    }

    @Override
    public void refuseForGood() {
        answerToMessage = "554 not such a message";
    }

    @Override
    public void failForNow() {
        answerToMessage = "451 later";
    }

    @Override
    public void stayMute() {
        answerToMessage = "";
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
