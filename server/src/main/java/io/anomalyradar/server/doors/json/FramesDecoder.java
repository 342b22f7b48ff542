package io.anomalyradar.server.doors.json;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Frames in Protobuf, the length of each as a varint before it. A frame that cannot be read is refused alone. */
final class FramesDecoder implements BatchDecoder {
    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        FrameProtobuf protobuf = new FrameProtobuf();
        InputStream buffered = new BufferedInputStream(body);
        for (int length = length(buffered); length >= 0; length = length(buffered)) {
            if (length > FrameLimits.MAX_RECORD_BYTES) {
                batch.add(FrameLimits.tooLarge(length));
                skip(buffered, length);
            } else {
                byte[] frame = buffered.readNBytes(length);
                require(frame.length == length);
                batch.add(protobuf.decode(frame, batch.nextId()));
            }
        }
    }

    /** The length of the next frame; -1 at the end of the body. */
    private static int length(InputStream body) throws IOException {
        int next = body.read();
        if (next < 0) {
            return -1;
        }
        long length = next & 0x7f;
        for (int shift = 7; next >= 0x80; shift += 7) {
            next = body.read();
            require(next >= 0 && shift <= 28);
            length |= (long) (next & 0x7f) << shift;
        }
        require(length <= Integer.MAX_VALUE);
        return (int) length;
    }

    private static void skip(InputStream body, int length) throws IOException {
        byte[] part = new byte[8_192];
        for (int left = length; left > 0; ) {
            int read = body.read(part, 0, Math.min(left, part.length));
            require(read > 0);
            left -= read;
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new BatchException(
                    BatchException.Reason.MALFORMED,
                    "the body is not a sequence of frames, each after its length (application/x-protobuf)");
        }
    }
}
