package io.anomalyradar.pipeline.detect;

import java.util.Arrays;

/**
 * The newest frame ids of a device, oldest forgotten first: how a frame that is sent again is known from a new one.
 *
 * <p>Ids that differ only in the whole number at their end, as those of the frames of one HTTP body do, take one entry for 64 neighbours: two hashes of what is
 * before the number and of the number's upper part, and a bit for each of the 64. So {@value #FEW_ENTRIES} ids are remembered whatever they are,
 * and all ids of one body with up to {@value #MOST_FRAMES} frames. Two different ids are taken for the same with a chance of about 2⁻¹²⁸ a pair, for ids that
 * were not made to collide.
 *
 * <p>Mutable, not thread-safe. 24 bytes an entry.
 */
final class FrameIds {
    /** Entries that are kept in any case. */
    static final int FEW_ENTRIES = 1_024;

    /** Entries that one body may take. */
    static final int MOST_ENTRIES = 4_096;

    /** How many frames of a device in one body are told apart for certain. */
    static final int MOST_FRAMES = 64 * (MOST_ENTRIES - 1);

    private static final int DIGITS = 9; // numbers at the end of an id are below 10⁹
    private static final int FIRST_ROOM = 4;

    private long[] bodies; // hash of what is before the number
    private long[] chunks; // another hash of it, mixed with the number's upper part
    private long[] bits; // of 64 neighbours
    private int oldest;
    private int count;

    /** No id is known. */
    FrameIds() {
        bodies = new long[FIRST_ROOM];
        chunks = new long[FIRST_ROOM];
        bits = new long[FIRST_ROOM];
    }

    private FrameIds(FrameIds other) {
        bodies = other.bodies.clone();
        chunks = other.chunks.clone();
        bits = other.bits.clone();
        oldest = other.oldest;
        count = other.count;
    }

    FrameIds copy() {
        return new FrameIds(this);
    }

    /** How many entries there are. */
    int count() {
        return count;
    }

    /** Remembers the id; false if it is known already, so that its frame is a duplicate. */
    boolean add(String id) {
        int numberAt = numberAt(id);
        int number = numberAt == id.length() ? 0 : Integer.parseInt(id, numberAt, id.length(), 10);
        int marked = numberAt == id.length() ? 1 : 0; // "a" is not "a0"
        long body = hash(id, numberAt, 0xcbf29ce484222325L + marked);
        long chunk = mixed(hash(id, numberAt, 0x9e3779b97f4a7c15L + marked) + number / 64 * 0x9e3779b97f4a7c15L);
        long bit = 1L << (number % 64);
        for (int i = count - 1; i >= 0; i--) { // the newest is the likeliest
            int at = at(i);
            if (chunks[at] == chunk && bodies[at] == body) {
                boolean isNew = (bits[at] & bit) == 0;
                bits[at] |= bit;
                return isNew;
            }
        }
        append(body, chunk, bit);
        return true;
    }

    /** Appends an entry, for which old ones go; those of the same body stay as long as there is room for it. */
    void append(long body, long chunk, long bit) {
        while (count >= MOST_ENTRIES || (count >= FEW_ENTRIES && bodies[oldest] != body)) {
            oldest = at(1);
            count--;
        }
        if (count == bodies.length) {
            grow();
        }
        int at = at(count++);
        bodies[at] = body;
        chunks[at] = chunk;
        bits[at] = bit;
    }

    private void grow() {
        int room = Math.min(2 * count, MOST_ENTRIES);
        bodies = unrolled(bodies, room);
        chunks = unrolled(chunks, room);
        bits = unrolled(bits, room);
        oldest = 0;
    }

    private long[] unrolled(long[] ring, int room) {
        long[] line = Arrays.copyOfRange(ring, oldest, oldest + room); // zeros behind the end
        System.arraycopy(ring, 0, line, ring.length - oldest, oldest);
        return line;
    }

    long body(int i) {
        return bodies[at(i)];
    }

    long chunk(int i) {
        return chunks[at(i)];
    }

    long bits(int i) {
        return bits[at(i)];
    }

    /** Where the {@code i}-th entry from the oldest is. */
    private int at(int i) {
        int at = oldest + i;
        return at >= bodies.length ? at - bodies.length : at;
    }

    /** Where the number begins that ends the id, without zeros before it; the id's length where there is none. */
    private static int numberAt(String id) {
        int at = id.length();
        int first = at;
        while (at > 0 && id.length() - at < DIGITS && isDigit(id.charAt(at - 1))) {
            at--;
            if (id.charAt(at) != '0' || at == id.length() - 1) {
                first = at;
            }
        }
        return first;
    }

    private static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    /** FNV-1a over UTF-16 units up to {@code end} from the given basis, then {@link #mixed}. */
    private static long hash(String id, int end, long basis) {
        long hash = basis;
        for (int i = 0; i < end; i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    /** SplitMix64's finaliser, which spreads every bit over all. */
    private static long mixed(long value) {
        long hash = value;
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
