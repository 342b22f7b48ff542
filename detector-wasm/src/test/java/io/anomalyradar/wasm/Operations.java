package io.anomalyradar.wasm;

import io.anomalyradar.detector.Digest;
import io.anomalyradar.detector.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/**
 * A digest of the results of each operation that the detector may use, for edge cases and random numbers, on the
 * current host.
 */
final class Operations {

    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        -2.5,
        1e9,
        -1e9,
        2147483647,
        -2147483648.0,
        4294967296.0,
        9.007199254740992e15,
        1e19,
        1e75,
        -1e75,
        1e300,
        -1e300,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1,
        0.2,
        0.3,
        -0.7,
        1e-17,
        123456.789
    };
    private static final long[] WHOLE_EDGES = {
        0,
        1,
        -1,
        2,
        7,
        24,
        86_400_000,
        -86_400_001,
        1L << 31,
        -(1L << 31),
        (1L << 31) - 1,
        1L << 32,
        1L << 53,
        (1L << 53) + 1,
        -(1L << 53) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1_700_000_000_000L,
        0x5555555555555555L
    };
    private static final int RANDOM = 5_000;

    private Operations() {}

    private interface OnDoubles {
        double of(double a, double b, double c);
    }

    private interface OnLongs {
        long of(long a, long b);
    }

    /** A line for each operation: its name and its digest. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        sums(lines);
        products(lines);
        lines.add(doubles("-a", (a, b, c) -> -a));
        lines.add(doubles("-a of another method", (a, b, c) -> negated(a)));
        lines.add(doubles("1 / -a", (a, b, c) -> 1 / negated(a)));
        lines.add(doubles("0 - a", (a, b, c) -> 0 - a));
        lines.add(doubles("min", (a, b, c) -> Math.min(a, b)));
        lines.add(doubles("max", (a, b, c) -> Math.max(a, b)));
        lines.add(doubles("abs", (a, b, c) -> Math.abs(a)));
        lines.add(doubles("floor", (a, b, c) -> Math.floor(a)));
        lines.add(doubles("ceil", (a, b, c) -> Math.ceil(a)));
        lines.add(doubles("sqrt", (a, b, c) -> Math.sqrt(a)));
        lines.add(doubles(
                "order",
                (a, b, c) -> (a < b ? 1 : 0)
                        + (a <= b ? 2 : 0)
                        + (!(a > b) ? 4 : 0)
                        + (!(a >= b) ? 8 : 0)
                        + (a == b ? 16 : 0)));
        lines.add(doubles("(int)", (a, b, c) -> (int) within(a, 2e9)));
        lines.add(doubles("(long)", (a, b, c) -> (long) within(a, 9e18)));
        lines.add(doubles("+=", Operations::assigned));
        lines.add(doubles("arraycopy", Operations::moved));
        lines.add(longs("long +", (a, b) -> a + b));
        lines.add(longs("long *", (a, b) -> a * b));
        lines.add(longs("long /", (a, b) -> b == 0 || b == -1 ? 0 : a / b));
        lines.add(longs("long %", (a, b) -> b == 0 || b == -1 ? 0 : a % b));
        lines.add(longs("floorMod", (a, b) -> b == 0 || b == -1 ? 0 : Math.floorMod(a, b)));
        lines.add(longs("<<", (a, b) -> a << (b & 63)));
        lines.add(longs(">>", (a, b) -> a >> (b & 63)));
        lines.add(longs(">>>", (a, b) -> a >>> (b & 63)));
        lines.add(longs("int *", (a, b) -> product((int) a, (int) b)));
        lines.add(longs("int <<", (a, b) -> shifted((int) a, (int) b)));
        lines.add(longs("bitCount", (a, b) -> Integer.bitCount((int) a)));
        lines.add(longs("numberOfLeadingZeros", (a, b) -> Integer.numberOfLeadingZeros((int) a)));
        lines.add(longs("bits of a double", (a, b) -> {
            double number = Double.longBitsToDouble(Double.doubleToRawLongBits((double) a) + ((b & 63) << 52));
            return Double.doubleToLongBits(0.1 * number);
        }));
        lines.add(longs("to double", (a, b) -> Double.doubleToLongBits((double) a * 0.5 + (double) b)));
        return lines;
    }

    private static void sums(List<String> lines) {
        lines.add(doubles("a + (b + c)", (a, b, c) -> a + (b + c)));
        lines.add(doubles("a + (b - c)", (a, b, c) -> a + (b - c)));
        lines.add(doubles("a - (b + c)", (a, b, c) -> a - (b + c)));
        lines.add(doubles("a - (b - c)", (a, b, c) -> a - (b - c)));
        lines.add(doubles("a + b + c", (a, b, c) -> a + b + c));
        lines.add(doubles("a + b of another method", (a, b, c) -> sum(a, sum(b, c))));
        lines.add(doubles("(a + b) + (b - c)", (a, b, c) -> (a + b) + (b - c)));
        lines.add(doubles("a * b + (c + a * b)", (a, b, c) -> a * b + (c + a * b)));
        lines.add(doubles("1 - a + 1", (a, b, c) -> 1 - a + 1));
    }

    private static void products(List<String> lines) {
        lines.add(doubles("a * (b * c)", (a, b, c) -> a * (b * c)));
        lines.add(doubles("a * (b / c)", (a, b, c) -> a * (b / c)));
        lines.add(doubles("a / (b * c)", (a, b, c) -> a / (b * c)));
        lines.add(doubles("a / (b / c)", (a, b, c) -> a / (b / c)));
        lines.add(doubles("a * b of another method", (a, b, c) -> product(a, product(b, c))));
        lines.add(doubles("a * (b + c)", (a, b, c) -> a * (b + c)));
        lines.add(doubles("polynomial", (a, b, c) -> c + a * (b + a * (c + a * (b + a * c)))));
    }

    private static double sum(double a, double b) {
        return a + b;
    }

    private static double product(double a, double b) {
        return a * b;
    }

    private static int product(int a, int b) {
        return a * b;
    }

    private static int shifted(int a, int b) {
        return a << (b & 31);
    }

    private static double negated(double a) {
        return -a;
    }

    /** Beyond, a cast is not the same everywhere (docs/adr/0006). */
    private static double within(double a, double most) {
        return Math.abs(a) <= most ? a : 0;
    }

    private static double assigned(double a, double b, double c) {
        double[] x = {a, b, c};
        x[0] += b + c;
        x[1] *= a * c;
        x[2] -= a - b;
        x[2]++;
        x[2] += 1L << ((int) within(a, 1e6) & 31);
        return x[0] + (x[1] + x[2]);
    }

    private static double moved(double a, double b, double c) {
        double[] x = {a, b, c, a, b};
        System.arraycopy(x, 1, x, 0, 4);
        System.arraycopy(x, 0, x, 2, 3);
        return x[4] - (x[3] - x[0]);
    }

    private static String doubles(String name, OnDoubles operation) {
        Digest digest = new Digest();
        for (double a : EDGES) {
            for (double b : EDGES) {
                for (double c : EDGES) {
                    digest.add(operation.of(a, b, c));
                }
            }
        }
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < RANDOM; i++) {
            digest.add(operation.of(random.noise(), 1e3 * random.noise(), 1e-3 * random.noise()));
        }
        return name + ": " + digest.hex();
    }

    private static String longs(String name, OnLongs operation) {
        Digest digest = new Digest();
        for (long a : WHOLE_EDGES) {
            for (long b : WHOLE_EDGES) {
                digest.add(operation.of(a, b));
            }
        }
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < RANDOM; i++) {
            digest.add(operation.of(random.next(), random.next()));
        }
        return name + ": " + digest.hex();
    }
}
