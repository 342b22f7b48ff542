package io.anomalyradar.detector.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Damaged copies of sound inputs: flipped bits, cut tails, repeated and spliced parts, bytes with a meaning. The same
 * seed gives the same copies. {@code -Dradar.fuzz.inputs=1000000} makes more of them than the usual thousand
 * ({@code make fuzz}).
 */
public final class Mutations {
    public static final int COUNT = Integer.getInteger("radar.fuzz.inputs", 1_000);
    private static final long SEED = 7;
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_REPEATS = 2_000;
    private static final byte[][] TELLING = {
        {0},
        {(byte) 0xFF},
        {(byte) 0x80},
        "\"".getBytes(UTF_8),
        "{".getBytes(UTF_8),
        "[".getBytes(UTF_8),
        "(".getBytes(UTF_8),
        "\n".getBytes(UTF_8),
        ",".getBytes(UTF_8),
        "-".getBytes(UTF_8),
        "1e999".getBytes(UTF_8),
        "9223372036854775808".getBytes(UTF_8),
        "null".getBytes(UTF_8),
        "NaN".getBytes(UTF_8),
        "\\ud800".getBytes(UTF_8),
        "\u202e".getBytes(UTF_8),
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}
    };

    private final List<byte[]> sound;
    private final SplittableRandom random = new SplittableRandom(SEED);

    public Mutations(List<byte[]> sound) {
        this.sound = List.copyOf(sound);
    }

    /** What is tried on an input. */
    public interface Target {
        void take(byte[] input) throws Exception;
    }

    /** As {@link #check(String, List, Target, Class)}, of a target that refuses nothing. */
    public static void check(String name, List<byte[]> sound, Target target) {
        check(name, sound, target, Refused.class);
    }

    /** What nothing throws. */
    private static final class Refused extends Exception {}

    /**
     * Gives {@code target} every sound input, which it must take, then {@link #COUNT} damaged ones, each of which it
     * must take or refuse with a {@code refusal}.
     *
     * @throws AssertionError with the input that it neither took nor refused
     */
    public static void check(String name, List<byte[]> sound, Target target, Class<? extends Exception> refusal) {
        for (byte[] input : sound) {
            try {
                target.take(input);
            } catch (Exception refused) {
                throw new AssertionError(name + " refuses a sound input: " + shown(input), refused);
            }
        }
        Mutations mutations = new Mutations(sound);
        int taken = 0;
        long slowestNanos = 0;
        byte[] slowest = {};
        for (int i = 0; i < COUNT; i++) {
            byte[] input = mutations.next();
            long startNanos = System.nanoTime();
            taken += isTaken(name, input, target, refusal) ? 1 : 0;
            long nanos = System.nanoTime() - startNanos;
            if (nanos > slowestNanos) {
                slowestNanos = nanos;
                slowest = input;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d damaged inputs, %,d taken, %,d refused; the slowest took %.1f ms with %,d bytes%n",
                name,
                COUNT,
                taken,
                COUNT - taken,
                slowestNanos / 1e6,
                slowest.length);
    }

    private static boolean isTaken(String name, byte[] input, Target target, Class<? extends Exception> refusal) {
        try {
            target.take(input);
            return true;
        } catch (Throwable thrown) {
            if (!refusal.isInstance(thrown)) {
                throw new AssertionError(name + " fails at " + shown(input), thrown);
            }
            return false;
        }
    }

    private static String shown(byte[] input) {
        byte[] start = Arrays.copyOf(input, Math.min(input.length, 2_000));
        return new String(start, UTF_8) + " (" + input.length + " bytes: "
                + HexFormat.of().formatHex(start) + ")";
    }

    /** The next damaged input, at most 64 KiB and at least one byte long. */
    public byte[] next() {
        byte[] bytes = sound.get(random.nextInt(sound.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, Math.max(1, at));
            }
            case 3 -> {
                return joined(bytes, at, bytes, random.nextInt(bytes.length));
            }
            case 4 -> {
                byte[] other = sound.get(random.nextInt(sound.size()));
                return joined(bytes, at, other, random.nextInt(other.length));
            }
            case 5 -> {
                return inserted(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            }
            default -> {
                byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(12)));
                int most = Math.min(MAX_REPEATS, (MAX_LENGTH - bytes.length) / part.length);
                return inserted(bytes, at, repeated(part, 1 + random.nextInt(Math.max(1, most))));
            }
        }
        return bytes;
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] part) {
        byte[] head = joined(bytes, at, part, 0);
        return joined(head, head.length, bytes, at);
    }

    /** The bytes of {@code left} up to {@code to}, followed by those of {@code right} from {@code from} on. */
    private static byte[] joined(byte[] left, int to, byte[] right, int from) {
        byte[] both = Arrays.copyOf(left, to + right.length - from);
        System.arraycopy(right, from, both, to, right.length - from);
        return both.length <= MAX_LENGTH ? both : Arrays.copyOf(both, MAX_LENGTH);
    }
}
