package io.anomalyradar.edge.modbus;

import io.anomalyradar.detector.testing.Mutations;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of a controller that are damaged: values, or a refusal, never a fault. */
class ModbusFuzzTest {
    private static final int TRANSACTION = 7;
    private static final int UNIT = 1;
    private static final List<ModbusPoint> POINTS = List.of(
            ModbusPoint.of("oil", "holding 100 float32"),
            ModbusPoint.of("leak", "holding 102 float64 swap"),
            ModbusPoint.of("torque", "holding 106 int16 scale 0.1"));

    @Test
    void damagedAnswers_readOrRefused() {
        ModbusRange range = ModbusRange.of(POINTS).get(0);
        byte[] good = ByteBuffer.allocate(9 + range.bytes())
                .putShort((short) TRANSACTION)
                .putShort((short) 0)
                .putShort((short) (3 + range.bytes()))
                .put((byte) UNIT)
                .put((byte) 3)
                .put((byte) range.bytes())
                .putFloat(71.5f)
                .array();

        Mutations.check("Modbus answers", List.of(good), input -> read(range, input), IOException.class);
    }

    private static void read(ModbusRange range, byte[] input) throws IOException {
        try {
            byte[] values = ModbusConnection.answer(
                    new DataInputStream(new ByteArrayInputStream(input)), TRANSACTION, UNIT, range);
            range.points().forEach(point -> point.value(values, range.from()));
        } catch (ModbusConnection.ModbusRefusal refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
