package io.anomalyradar.detector.codec;

/** Fletcher's checksum (J. G. Fletcher, IEEE Trans. Commun. 30, 1982) modulo 65,521, known as Adler-32: RFC 1950. */
final class Checksum {

    private static final int MODULUS = 65_521;
    private static final int BLOCK = 3_800; // sums stay below 2^31 for this many bytes

    private Checksum() {}

    static int of(byte[] bytes, int length) {
        int a = 1;
        int b = 0;
        for (int from = 0; from < length; from += BLOCK) {
            int to = Math.min(from + BLOCK, length);
            for (int i = from; i < to; i++) {
                a += bytes[i] & 0xff;
                b += a;
            }
            a %= MODULUS;
            b %= MODULUS;
        }
        return b << 16 | a;
    }
}
