package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PushEncryptionTest {
    private static final URI SERVICE = URI.create("https://push.example/x");

    @Test
    void message_isEncryptedAsInAppendixAOfRfc8291() throws GeneralSecurityException {
        PushSubscription browser = new PushSubscription(
                SERVICE,
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BTBZMqHH6r4Tts7J_aSIgg");
        ECPublicKey point = P256.publicKey(
                bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"));
        BigInteger secret = new BigInteger(1, bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        KeyPair sender = new KeyPair(
                point, KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, point.getParams())));

        byte[] body = PushEncryption.encrypt(
                "When I grow up, I want to be a watermelon".getBytes(UTF_8),
                browser,
                sender,
                bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
                        + "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS"
                        + "gSxsj_Qulcy4a-fN");
    }

    @Test
    void largestMessage_isOneRecordOf4096Bytes() {
        TestBrowser browser = new TestBrowser();
        String message = "ü".repeat(PushEncryption.MAX_BYTES / 2);

        byte[] body = PushEncryption.encrypt(
                message.getBytes(UTF_8), browser.subscribedAt(SERVICE), P256.generate(), new byte[16]);

        assertThat(body).hasSizeLessThanOrEqualTo(4_096);
        assertThat(browser.read(body)).isEqualTo(message);
    }

    @Test
    void pointBesideTheCurve_isRefused() {
        byte[] point = P256.bytes((ECPublicKey) P256.generate().getPublic());
        point[40] ^= 1;
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(point);

        assertThatThrownBy(() -> new PushSubscription(SERVICE, key, "BTBZMqHH6r4Tts7J_aSIgg"))
                .hasMessage("keys.p256dh is not a point of P-256");
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
