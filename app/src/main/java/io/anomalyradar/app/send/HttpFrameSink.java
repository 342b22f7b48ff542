package io.anomalyradar.app.send;

import io.anomalyradar.model.telemetry.Frame;

/** Frames as NDJSON over HTTP, many in one request. */
public final class HttpFrameSink implements FrameSink {
    private final TelemetryClient client;
    private final FrameLines lines = new FrameLines();
    private long acknowledged;
    private long rejected;

    public HttpFrameSink(TelemetryClient client) {
        this.client = client;
    }

    @Override
    public void send(Frame frame) throws DeliveryException {
        byte[] line = FrameText.line(frame);
        boolean named = frame.id() != null;
        if (!lines.hasRoomFor(line, named)) {
            flush();
        }
        lines.add(line, named);
    }

    @Override
    public void flush() throws DeliveryException {
        if (lines.count() == 0) {
            return;
        }
        Receipt receipt = client.post(lines);
        acknowledged += receipt.accepted();
        rejected += receipt.rejected();
        lines.clear();
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public long rejected() {
        return rejected;
    }

    @Override
    public void close() {
        // it holds only memory
    }
}
