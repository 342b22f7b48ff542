package io.anomalyradar.edge.opcua;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A real OPC UA server on a loopback port, with every security mode, and the user {@code line} with {@code pässword}. */
final class PlantServer implements AutoCloseable {
    static final String URI = "urn:test:plant";

    private static final KeyPair KEYS = keys();
    private static final X509Certificate CERTIFICATE = certificate();

    private final int port;
    private final AtomicBoolean trustsClients = new AtomicBoolean(true);
    private OpcUaServer server;
    private PlantNodes nodes;

    PlantServer() throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        port = FreePort.next();
        server = server();
        nodes = new PlantNodes(server);
        begin();
    }

    private static KeyPair keys() {
        try {
            return SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static X509Certificate certificate() {
        try {
            return new SelfSignedCertificateBuilder(KEYS)
                    .setCommonName("Plant")
                    .setApplicationUri(URI)
                    .addDnsName("localhost")
                    .build();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Writes the server's certificate to {@code file}, in DER. */
    static void writeCertificate(Path file) throws IOException {
        try {
            Files.write(file, CERTIFICATE.getEncoded());
        } catch (CertificateEncodingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private OpcUaServer server() throws Exception {
        MemoryTrustListManager trust = new MemoryTrustListManager();
        CertificateValidator validator = (chain, uri, hosts) -> {
            if (!trustsClients.get()) {
                throw new UaException(StatusCodes.Bad_CertificateUntrusted);
            }
        };
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trust,
                new MemoryCertificateStore(),
                new RsaSha256CertificateFactory() {
                    @Override
                    protected KeyPair createRsaSha256KeyPair() {
                        return KEYS;
                    }

                    @Override
                    protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) {
                        return new X509Certificate[] {CERTIFICATE};
                    }
                },
                validator);
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationUri(URI)
                .setApplicationName(LocalizedText.english("plant"))
                .setProductUri(URI)
                .setEndpoints(endpoints())
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine(), group))
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new UsernameIdentityValidator(
                                challenge -> challenge.getUsername().equals("line")
                                        && challenge.getPassword().equals("pässword"))))
                .build();
        return new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
    }

    private Set<EndpointConfig> endpoints() {
        EndpointConfig.Builder any = EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress("127.0.0.1")
                .setBindPort(port)
                .setHostname("plc.only-known-there.example")
                .setCertificate(CERTIFICATE)
                .addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS);
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        endpoints.add(any.copy()
                .setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .addTokenPolicy(password(SecurityPolicy.None))
                .build());
        for (SecurityPolicy policy : new SecurityPolicy[] {
            SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss
        }) {
            for (MessageSecurityMode mode :
                    new MessageSecurityMode[] {MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt}) {
                endpoints.add(any.copy()
                        .setSecurityPolicy(policy)
                        .setSecurityMode(mode)
                        .addTokenPolicy(password(policy))
                        .build());
            }
        }
        return endpoints;
    }

    private static UserTokenPolicy password(SecurityPolicy policy) {
        return new UserTokenPolicy("password-" + policy, UserTokenType.UserName, null, null, policy.getUri());
    }

    private void begin() {
        server.startup().orTimeout(60, TimeUnit.SECONDS).join();
        nodes.startup();
    }

    int port() {
        return port;
    }

    PlantNodes nodes() {
        return nodes;
    }

    void trustsClients(boolean trusts) {
        trustsClients.set(trusts);
    }

    /** Ends, and begins again without its sessions, with the nodes in their first state. */
    void restart() throws Exception {
        close();
        server = server();
        nodes = new PlantNodes(server);
        begin();
    }

    @Override
    public void close() {
        nodes.shutdown();
        server.shutdown().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
