package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.notify.UnusableChannelException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VapidKeyTest {
    private static final Pattern HEADER = Pattern.compile("vapid t=([^.]+)\\.([^.]+)\\.([^.,]+), k=(\\S+)");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path home;

    @Test
    void header_isSignedForTheServiceAlone() throws Exception {
        Path directory = home.resolve("secrets");
        VapidKey.create(directory);
        VapidKey key = VapidKey.parse(Files.readString(directory.resolve(VapidKey.SECRET)));

        Matcher header = HEADER.matcher(key.authorization(
                URI.create("https://push.example:8443/send/abc?x"), "mailto:\"ops\"@example.com", 1_000));

        assertThat(header.matches()).isTrue();
        JsonNode claims = new ObjectMapper().readTree(decoded(header.group(2)));
        assertThat(claims.path("aud").asText()).isEqualTo("https://push.example:8443");
        assertThat(claims.path("exp").asLong()).isEqualTo(1_000 + 12 * 3_600);
        assertThat(claims.path("sub").asText()).isEqualTo("mailto:\"ops\"@example.com");
        assertThat(header.group(4)).isEqualTo(key.publicKey());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(decoded(header.group(4))));
        signature.update((header.group(1) + "." + header.group(2)).getBytes(US_ASCII));
        assertThat(signature.verify(decoded(header.group(3)))).isTrue();
    }

    @Test
    void key_isForItsOwnerOnly_andIsNeverReplaced() throws Exception {
        VapidKey.create(home);
        Path file = home.resolve(VapidKey.SECRET);
        String first = Files.readString(file);

        VapidKey.create(home);

        assertThat(file).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(VapidKey.parse(first).toString()).doesNotContain(first.substring(0, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "hunter2", "hunter2.AAAA", "ä.ö"})
    void anotherText_isRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> VapidKey.parse(text))
                .isInstanceOf(UnusableChannelException.class)
                .hasMessageContaining("the secret web-push is not a key")
                .hasMessageNotContaining("hunter2");
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64.getBytes(UTF_8));
    }
}
