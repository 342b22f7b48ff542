package io.anomalyradar.edge.mqtt;

import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;

/**
 * A metric of a Sparkplug B payload (sparkplug_b.proto), as far as it concerns us.
 *
 * @param name empty: it is known by its alias
 * @param alias -1: none
 * @param timeMillis 0: that of the payload
 * @param type its data type; 0: as at birth
 * @param bits the value: an integer, or the bits of a float or double, as {@code form} says
 */
record SparkplugMetric(String name, long alias, long timeMillis, int type, Form form, long bits) {
    private static final int INT8 = 1;
    private static final int INT16 = 2;
    private static final int INT32 = 3;
    private static final int UINT64 = 8;
    private static final int DATE_TIME = 13;
    private static final double TWO_TO_64 = 0x1p64;

    /** In which field the value stands. */
    enum Form {
        NONE,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN,
        OTHER
    }

    static SparkplugMetric read(ProtoReader reader) throws IOException {
        String name = "";
        long alias = -1;
        long time = 0;
        int type = 0;
        boolean isNull = false;
        Form form = Form.NONE;
        long bits = 0;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> name = reader.name();
                case 2 -> alias = reader.int64();
                case 3 -> time = reader.int64();
                case 4 -> type = reader.int32();
                case 7 -> isNull = reader.int64() != 0;
                case 10 -> {
                    form = Form.INT;
                    bits = reader.int64();
                }
                case 11 -> {
                    form = Form.LONG;
                    bits = reader.int64();
                }
                case 12 -> {
                    form = Form.FLOAT;
                    bits = reader.fixed32();
                }
                case 13 -> {
                    form = Form.DOUBLE;
                    bits = reader.fixed64();
                }
                case 14 -> {
                    form = Form.BOOLEAN;
                    bits = reader.int64();
                }
                case 15, 16, 17, 18, 19 -> {
                    form = Form.OTHER;
                    reader.skip();
                }
                default -> reader.skip();
            }
        }
        return new SparkplugMetric(name, alias, time, type, isNull ? Form.NONE : form, bits);
    }

    boolean hasNumber() {
        return form != Form.NONE && form != Form.OTHER && type != DATE_TIME;
    }

    /** The value, of this data type: negative integers stand as unsigned ones of their width. */
    double value(int knownType) {
        int of = type == 0 ? knownType : type;
        return switch (form) {
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
            case BOOLEAN -> bits == 0 ? 0 : 1;
            case INT ->
                switch (of) {
                    case INT8 -> (byte) bits;
                    case INT16 -> (short) bits;
                    case INT32 -> (int) bits;
                    default -> bits & 0xFFFF_FFFFL;
                };
            case LONG -> of == UINT64 && bits < 0 ? bits + TWO_TO_64 : bits;
            case NONE, OTHER -> Double.NaN;
        };
    }
}
