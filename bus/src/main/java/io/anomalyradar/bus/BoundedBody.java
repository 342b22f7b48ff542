package io.anomalyradar.bus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** A stream that ends the decoding when it yields more than a bound, or when the sender no longer waits for it. */
final class BoundedBody extends FilterInputStream {
    private final long maxBytes;
    private final BooleanSupplier cancelled;
    private long read;

    BoundedBody(InputStream body, long maxBytes, BooleanSupplier cancelled) {
        super(body);
        this.maxBytes = maxBytes;
        this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
        check();
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        check();
        int got = super.read(into, offset, length);
        count(Math.max(0, got));
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : read(new byte[(int) Math.min(count, 8_192)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() {
        if (cancelled.getAsBoolean()) {
            throw new BatchException(BatchException.Reason.CANCELLED, "the sender is gone");
        }
    }

    private void count(int bytes) {
        read += bytes;
        if (read > maxBytes) {
            throw new BatchException(
                    BatchException.Reason.TOO_LARGE,
                    "the body has more than " + maxBytes
                            + " bytes, after decompression as well: split it (server.max-body-bytes is the bound)");
        }
    }
}
