package io.anomalyradar.server.http;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The messages of one WebSocket client, assembled from their frames: at most {@value #MAX_MESSAGE} bytes a message. */
public final class SocketMessages implements Subscriber<WebSocketFrame> {
    public static final int MAX_MESSAGE = 64 << 10;

    /** Receives the messages of a connection, in its event loop. */
    public interface Receiver {
        void received(String text);

        /** A message that is not text. */
        void binary();

        void pinged(byte[] content);

        /** Ends the connection. */
        void close(WebSocketCloseStatus status, String reason);
    }

    private final Receiver session;
    private final WebSocketWriter out;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    public SocketMessages(Receiver session, WebSocketWriter out) {
        this.session = session;
        this.out = out;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(WebSocketFrame frame) {
        try (frame) {
            switch (frame.type()) {
                case TEXT, CONTINUATION -> append(frame);
                case BINARY -> session.binary();
                case PING -> session.pinged(frame.array());
                case CLOSE -> out.close(WebSocketCloseStatus.NORMAL_CLOSURE);
                case PONG -> {}
            }
        }
    }

    private void append(WebSocketFrame frame) {
        if (message.size() + frame.length() > MAX_MESSAGE) {
            session.close(WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message has at most " + MAX_MESSAGE + " bytes");
            return;
        }
        message.writeBytes(frame.array());
        if (frame.isFinalFragment()) {
            String text = message.toString(StandardCharsets.UTF_8);
            message.reset();
            session.received(text);
        }
    }

    @Override
    public void onError(Throwable broken) {
        out.close(broken);
    }

    @Override
    public void onComplete() {
        out.close();
    }
}
