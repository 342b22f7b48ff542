package io.anomalyradar.edge.modbus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One value of a controller, written as {@code holding 100 float32 swap scale 0.1 offset -40}.
 *
 * @param address of its first register or bit, from 0
 * @param order of the registers of a value that has several
 * @param scale the value is raw × scale + offset
 */
record ModbusPoint(String metric, Table table, int address, Type type, Order order, double scale, double offset) {

    /** Where the value is, and the function that reads it. */
    enum Table {
        COIL(1),
        DISCRETE(2),
        HOLDING(3),
        INPUT(4);

        private final int function;

        Table(int function) {
            this.function = function;
        }

        int function() {
            return function;
        }

        boolean isBits() {
            return this == COIL || this == DISCRETE;
        }
    }

    /** How registers of 16 bits, the first one highest, make a number. */
    enum Type {
        BOOL(1),
        INT16(1),
        UINT16(1),
        INT32(2),
        UINT32(2),
        INT64(4),
        FLOAT32(2),
        FLOAT64(4);

        private final int registers;

        Type(int registers) {
            this.registers = registers;
        }
    }

    /** Which register comes first. */
    enum Order {
        HIGH_FIRST,
        LOW_FIRST
    }

    /** @throws IllegalArgumentException when {@code text} is no point; the message says why */
    static ModbusPoint of(String metric, String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() < 2) {
            throw new IllegalArgumentException("write it as 'holding 100 float32'");
        }
        Table table = constant(Table.class, words.get(0));
        int address = number(words.get(1)).intValue();
        Type type = table.isBits() ? Type.BOOL : Type.UINT16;
        Order order = Order.HIGH_FIRST;
        double scale = 1;
        double offset = 0;
        for (int i = 2; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "swap" -> order = Order.LOW_FIRST;
                case "scale" -> scale = number(after(words, i++));
                case "offset" -> offset = number(after(words, i++));
                default -> type = constant(Type.class, word);
            }
        }
        if (table.isBits() != (type == Type.BOOL)) {
            throw new IllegalArgumentException("coils and discrete inputs are bool, and registers are not");
        }
        if (address < 0 || address + type.registers > 65_536) {
            throw new IllegalArgumentException("the address is from 0 to 65535");
        }
        return new ModbusPoint(metric, table, address, type, order, scale, offset);
    }

    private static String after(List<String> words, int index) {
        if (index + 1 >= words.size()) {
            throw new IllegalArgumentException(words.get(index) + " needs a number");
        }
        return words.get(index + 1);
    }

    private static Double number(String word) {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new IllegalArgumentException("'" + word + "' is not a number");
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("'" + word + "' is none of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** The first address behind it. */
    int end() {
        return address + type.registers;
    }

    /** The value, of the registers or bits that were read from {@code from} on. */
    double value(byte[] read, int from) {
        if (table.isBits()) {
            int bit = address - from;
            return read[bit / 8] >> bit % 8 & 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(type.registers * 2);
        for (int i = 0; i < type.registers; i++) {
            int register = order == Order.HIGH_FIRST ? i : type.registers - 1 - i;
            bytes.put(read, (address - from + register) * 2, 2);
        }
        bytes.flip();
        double raw =
                switch (type) {
                    case BOOL, UINT16 -> bytes.getShort() & 0xffff;
                    case INT16 -> bytes.getShort();
                    case INT32 -> bytes.getInt();
                    case UINT32 -> bytes.getInt() & 0xffff_ffffL;
                    case INT64 -> bytes.getLong();
                    case FLOAT32 -> bytes.getFloat();
                    case FLOAT64 -> bytes.getDouble();
                };
        return raw * scale + offset;
    }
}
