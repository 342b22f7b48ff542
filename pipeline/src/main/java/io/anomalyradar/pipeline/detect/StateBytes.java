package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.OpenAnomalyCodec;
import io.anomalyradar.detector.codec.StateFormatException;
import io.anomalyradar.detector.codec.StateVersionException;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A detector state and its open anomaly as bytes preceded by their lengths, and decoding with a fallback for damaged
 * bytes.
 */
final class StateBytes {
    private StateBytes() {}

    /** Reads a state from intact bytes. */
    @FunctionalInterface
    interface Decoder<T> {
        /** Throws a {@link StateFormatException} if the bytes are damaged. */
        T decode(byte[] state, @Nullable OpenAnomaly open);
    }

    /** Writes the open anomaly and its current run. */
    static void write(@Nullable OpenAnomaly open, Consumer<AnomalyRun> describe, DataOutput out) throws IOException {
        if (open == null) {
            Text.writeLength(out, 0);
            return;
        }
        AnomalyRun run = new AnomalyRun();
        describe.accept(run);
        write(OpenAnomalyCodec.encode(open, run), out);
    }

    static void write(byte[] bytes, DataOutput out) throws IOException {
        Text.writeLength(out, bytes.length);
        out.write(bytes);
    }

    /** Writes a state that could not be read, unchanged. */
    static void write(@Nullable UnreadableState unreadable, DataOutput out) throws IOException {
        if (unreadable == null) {
            throw new IllegalStateException("a state is there, or bytes that cannot be read");
        }
        write(unreadable.open(), out);
        write(unreadable.state(), out);
    }

    /**
     * Reads a state and its anomaly.
     *
     * @throws IOException if another release wrote them: all states would be lost
     */
    static <T> T read(DataInput in, Decoder<T> decoder, Function<UnreadableState, T> otherwise) throws IOException {
        byte[] openBytes = readBytes(in);
        byte[] stateBytes = readBytes(in);
        OpenAnomalyCodec.Kept open = null;
        try {
            open = openBytes.length == 0 ? null : OpenAnomalyCodec.decode(openBytes);
            return decoder.decode(stateBytes, open == null ? null : open.anomaly());
        } catch (StateVersionException otherRelease) {
            throw new IOException(otherRelease.getMessage(), otherRelease);
        } catch (StateFormatException damaged) {
            return otherwise.apply(
                    new UnreadableState(openBytes, stateBytes, open, String.valueOf(damaged.getMessage())));
        }
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[Text.readLength(in)];
        in.readFully(bytes);
        return bytes;
    }
}
