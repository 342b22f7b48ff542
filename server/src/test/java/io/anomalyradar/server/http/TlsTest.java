package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.TlsConfig;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on the listener, with certificates that openssl makes. */
class TlsTest {
    private static final TrustManager ANY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private static Path directory = Path.of("");
    private static TestBroker broker;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path given) throws Exception {
        directory = given;
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        certificate("first", 11);
        certificate("second", 22);
        copy("first");
        server = TestServer.start(
                broker.config(),
                directory,
                new AccessConfig(false, null, Duration.ofHours(8), null, null, files("server")));
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    private static TlsConfig files(String name) {
        return new TlsConfig(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    private static void certificate(String name, int serial) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-set_serial",
                        Integer.toString(serial),
                        "-keyout",
                        files(name).key().toString(),
                        "-out",
                        files(name).certificate().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
    }

    private static void copy(String name) throws IOException {
        Files.copy(files(name).certificate(), files("server").certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(files(name).key(), files("server").key(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static SSLSocket connect(String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {ANY}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.server().port());
        socket.setSoTimeout(30_000);
        socket.setEnabledProtocols(protocols);
        socket.startHandshake();
        return socket;
    }

    private static BigInteger serial() {
        try (SSLSocket socket = connect("TLSv1.3")) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\"}") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void onlyTls13_withStrictTransportSecurity() throws Exception {
        try (SSLSocket socket = connect("TLSv1.3")) {
            assertThat(ask(socket)).contains("200 OK").contains("strict-transport-security: max-age=31536000");
        }
        assertThatThrownBy(() -> connect("TLSv1.2").close()).isInstanceOf(SSLHandshakeException.class);
        assertThat(server.server().address().getScheme()).isEqualTo("https");
    }

    @Test
    void replacedFiles_inForceForNewConnections_andLiveOnesGoOn() throws Exception {
        copy("first");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> serial().intValue() == 11);
        try (SSLSocket live = connect("TLSv1.3")) {
            assertThat(ask(live)).contains("200 OK");

            Files.copy(
                    files("second").certificate(),
                    files("server").certificate(),
                    StandardCopyOption.REPLACE_EXISTING); // does not belong to the key yet
            assertThat(new TlsFilesProbe().stillServes(11)).isTrue();
            Files.copy(files("second").key(), files("server").key(), StandardCopyOption.REPLACE_EXISTING);

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> serial().intValue() == 22);
            assertThat(ask(live)).contains("200 OK");
            Files.writeString(files("server").key(), "cut off");
            assertThat(new TlsFilesProbe().stillServes(22)).isTrue();
        }
    }

    /** Watches for a few intervals of the files. */
    private static final class TlsFilesProbe {
        boolean stillServes(int serial) {
            Awaitility.await()
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> serial().intValue() == serial);
            return true;
        }
    }

    @Test
    void filesThatCannotBeUsed_keepTheServerFromStarting() throws Exception {
        TlsConfig absent = files("absent");
        TlsConfig mixed =
                new TlsConfig(files("first").certificate(), files("second").key());

        assertThatThrownBy(() -> new TlsFiles(absent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.tls.certificate-file");
        assertThatThrownBy(() -> new TlsFiles(mixed)).hasMessageContaining("does not belong");
    }
}
