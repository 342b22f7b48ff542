package io.anomalyradar.notify.webpush;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys of the curve P-256 in the form that browsers use. */
final class P256 {
    private static final String CURVE = "secp256r1";
    private static final int COORDINATE = 32;
    private static final int POINT = 1 + 2 * COORDINATE;
    private static final byte UNCOMPRESSED = 4;
    private static final ECParameterSpec PARAMETERS = parameters();

    private P256() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw unsupported(impossible);
        }
    }

    /** The point of {@code key}: 4, then both coordinates. */
    static byte[] bytes(ECPublicKey key) {
        ECPoint point = key.getW();
        return ByteBuffer.allocate(POINT)
                .put(UNCOMPRESSED)
                .put(coordinate(point.getAffineX()))
                .put(coordinate(point.getAffineY()))
                .array();
    }

    /**
     * The key with this point.
     *
     * @throws IllegalArgumentException when there is none: a point beside the curve would reveal the private key
     */
    static ECPublicKey publicKey(byte[] point) {
        if (point.length != POINT || point[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("keys.p256dh must be an uncompressed point of " + POINT + " bytes");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
        if (!isOnCurve(x, y)) {
            throw new IllegalArgumentException("keys.p256dh is not a point of P-256");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), PARAMETERS));
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("keys.p256dh is not a point of P-256", refused);
        }
    }

    /** Whether y² = x³ + ax + b, with both coordinates in the field. */
    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();
        BigInteger a = PARAMETERS.getCurve().getA();
        BigInteger b = PARAMETERS.getCurve().getB();
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y)
                        .mod(p)
                        .equals(x.multiply(x).add(a).multiply(x).add(b).mod(p));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray(); // with a sign byte, or shorter than a coordinate
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE - length, length);
        return padded;
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw unsupported(impossible);
        }
    }

    static IllegalStateException unsupported(GeneralSecurityException impossible) {
        return new IllegalStateException("every JDK has P-256, HMAC-SHA256 and AES-GCM", impossible);
    }
}
