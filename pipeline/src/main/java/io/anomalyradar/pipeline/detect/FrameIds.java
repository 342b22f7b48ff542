package io.anomalyradar.pipeline.detect;

/**
 * The newest frame ids of a device; the oldest are evicted first. They detect frames that are sent again.
 *
 * <p>Ids that differ only in the integer at their end, like those of the frames of one HTTP body, share one entry per
 * 64 neighbours: two hashes of the text before the number and of the number's upper part, and one bit for each of the
 * 64. So {@value #FEW_ENTRIES} arbitrary ids are remembered, and all ids of one body with up to {@value #MOST_FRAMES}
 * frames. Two different ids collide with a probability of about 2⁻¹²⁸ per pair, unless ids are constructed to collide.
 *
 * <p>Mutable, not thread-safe. 24 bytes per entry.
 */
final class FrameIds {
    /** Entries that are always kept. */
    static final int FEW_ENTRIES = 1_024;

    /** Maximum number of entries for one body. */
    static final int MOST_ENTRIES = 4_096;

    /** How many frames of a device in one body are reliably distinguished. */
    static final int MOST_FRAMES = 64 * (MOST_ENTRIES - 1);

    private static final int DIGITS = 9; // numbers at the end of an id are below 10⁹
    private static final int FIRST_ROOM = 4;

    private long[] bodies; // hash of the text before the number
    private long[] chunks; // another hash of it, mixed with the number's upper part
    private long[] bits; // one per neighbour, of 64
    private int oldest;
    private int count;

    /** Without any ids. */
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

    /** The number of entries. */
    int count() {
        return count;
    }

    /** Remembers the id; false if it is known already, so that its frame is a duplicate. */
    boolean add(String id) {
        int numberAt = numberAt(id);
        int number = numberAt == id.length() ? 0 : Integer.parseInt(id, numberAt, id.length(), 10);
        int marked = numberAt == id.length() ? 1 : 0; // "a" differs from "a0"
        long body = hash(id, numberAt, 0xcbf29ce484222325L + marked);
        long chunk = mixed(hash(id, numberAt, 0x9e3779b97f4a7c15L + marked) + number / 64 * 0x9e3779b97f4a7c15L);
        long bit = 1L << (number % 64);
        for (int i = count - 1; i >= 0; i--) { // the newest is the most likely
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

    /** Appends an entry and evicts old ones; entries of the same body stay as long as there is room for them. */
    void append(long body, long chunk, long bit) {
        while (count >= MOST_ENTRIES || (count >= FEW_ENTRIES && bodies[oldest] != body)) {
            oldest = at(1);
            count--;
        }
        if (count == bodies.length) {
            resize(Math.min(count + count / 2, MOST_ENTRIES));
        }
        int at = at(count++);
        bodies[at] = body;
        chunks[at] = chunk;
        bits[at] = bit;
    }

    /** Evicts all but this many of the newest entries, and frees their memory. */
    void keepNewest(int most) {
        if (count > most) {
            oldest = at(count - most);
            count = most;
            resize(Math.max(most, FIRST_ROOM));
        }
    }

    private void resize(int room) {
        bodies = unrolled(bodies, room);
        chunks = unrolled(chunks, room);
        bits = unrolled(bits, room);
        oldest = 0;
    }

    private long[] unrolled(long[] ring, int room) {
        long[] line = new long[room];
        int first = Math.min(count, ring.length - oldest);
        System.arraycopy(ring, oldest, line, 0, first);
        System.arraycopy(ring, 0, line, first, count - first);
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

    /** The position of the {@code i}-th entry from the oldest. */
    private int at(int i) {
        int at = oldest + i;
        return at >= bodies.length ? at - bodies.length : at;
    }

    /** The start of the number at the end of the id, without leading zeros; the id's length if there is none. */
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

    /** The finaliser of SplitMix64, which mixes all bits. */
    private static long mixed(long value) {
        long hash = value;
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
