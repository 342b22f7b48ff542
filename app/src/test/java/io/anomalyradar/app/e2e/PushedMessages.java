package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Stands for the service of a browser's vendor, which cannot be reached here: takes what is pushed, and decrypts it
 * with a library of others (http_ece).
 */
final class PushedMessages implements AutoCloseable {
    /** Keys as a browser makes them: private, public, shared secret. */
    private static final String MAKE_KEYS =
            """
            const crypto = require('node:crypto');
            const keys = crypto.createECDH('prime256v1');
            const point = keys.generateKeys('base64url');
            console.log([keys.getPrivateKey('base64url'), point, crypto.randomBytes(16).toString('base64url')].join(' '));
            """;

    private static final String DECRYPT =
            """
            const [body, secret, auth] = process.argv.slice(1);
            const keys = require('node:crypto').createECDH('prime256v1');
            keys.setPrivateKey(secret, 'base64url');
            const message = require('http_ece').decrypt(Buffer.from(body, 'base64'), {
              version: 'aes128gcm', privateKey: keys, authSecret: auth });
            console.log(message.toString('utf8'));
            """;

    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final String[] keys;

    PushedMessages() throws IOException {
        keys = node(MAKE_KEYS).strip().split(" ");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/send", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, -1);
        }
    }

    /** Replaces what asks the vendor's service by a subscription here; what the page then does with it is the page's. */
    String subscribingScript() {
        return """
                const made = {
                  endpoint: 'http://127.0.0.1:%d/send',
                  options: {},
                  toJSON: () => ({ endpoint: made.endpoint, expirationTime: null, keys: { p256dh: '%s', auth: '%s' } }),
                };
                let current = null;
                PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
                  if (!/^B[\\w-]{86}$/.test(applicationServerKey)) throw new Error('not a key: ' + applicationServerKey);
                  return (current = made);
                };
                PushManager.prototype.getSubscription = async () => current;
                """
                .formatted(server.getAddress().getPort(), keys[1], keys[2]);
    }

    /** The first message about {@code device}, in JSON; empty: there is none yet. */
    String about(String device) throws IOException {
        for (byte[] body : bodies) {
            String message = node(DECRYPT, Base64.getEncoder().encodeToString(body), keys[0], keys[2])
                    .strip();
            if (message.contains(device)) {
                return message;
            }
        }
        return "";
    }

    private static String node(String script, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("node", "--input-type=commonjs", "-e", script, "--"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(RadarProcess.root().resolve("ui").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("node failed: " + output);
            }
            return output;
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
