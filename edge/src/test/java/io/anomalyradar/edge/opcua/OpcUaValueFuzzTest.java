package io.anomalyradar.edge.opcua;

import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.model.telemetry.Attributes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;

/** Values of a server that are damaged: what Milo can decode becomes frames, or is left out. */
class OpcUaValueFuzzTest {
    private static final DateTime TIME = new DateTime(Instant.parse("2026-03-01T10:00:00Z"));

    @Test
    void damagedValues_areFramesOrLeftOut() {
        ValueFrames frames =
                new ValueFrames(new SourceCounts("line", Clock.systemUTC()), ReadingClock.SOURCE, new LastValues(null));
        List<OpcUaVariable> variables =
                List.of(new OpcUaVariable(new NodeId(2, "oil"), "press", new Attributes("", "", "", ""), "oil"));
        List<byte[]> sound = List.of(
                bytes(new Variant(71.5), StatusCode.GOOD),
                bytes(new Variant(true), StatusCode.UNCERTAIN),
                bytes(new Variant("north"), StatusCode.GOOD),
                bytes(new Variant(new int[] {1, 2}), StatusCode.BAD));

        Mutations.check(
                "OPC UA values",
                sound,
                input -> frames.of(variables, List.of(decoded(input)), 1_732_233_600_000L),
                IOException.class);
    }

    private static byte[] bytes(Variant value, StatusCode quality) {
        ByteBuf buffer = Unpooled.buffer();
        new OpcUaBinaryEncoder(DefaultEncodingContext.INSTANCE)
                .setBuffer(buffer)
                .encodeDataValue(new DataValue(value, quality, TIME, TIME));
        return ByteBufUtil.getBytes(buffer);
    }

    /** @throws IOException what Milo does not decode; it closes the connection then */
    private static DataValue decoded(byte[] input) throws IOException {
        try {
            return new OpcUaBinaryDecoder(DefaultEncodingContext.INSTANCE)
                    .setBuffer(Unpooled.wrappedBuffer(input))
                    .decodeDataValue();
        } catch (RuntimeException | OutOfMemoryError refused) { // an array that claims billions of elements
            throw new IOException(refused);
        }
    }
}
