package io.anomalyradar.edge.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** A session at a server, which Milo keeps up, and its subscription. */
final class OpcUaConnection implements AutoCloseable {
    private static final long CLOSE_SECONDS = 2;

    private final OpcUaConfig config;
    private final OpcUaClient client;
    private final ServerTrust trust;
    private final OwnCertificate own;

    private OpcUaConnection(OpcUaConfig config, OpcUaClient client, ServerTrust trust, OwnCertificate own) {
        this.config = config;
        this.client = client;
        this.trust = trust;
        this.own = own;
    }

    /**
     * A session.
     *
     * @throws IOException when there is none; the message says why, and what to do
     */
    static OpcUaConnection open(OpcUaConfig config) throws IOException, InterruptedException {
        OwnCertificate own = OwnCertificate.in(config.pki(), config.gateway());
        ServerTrust trust = new ServerTrust(config.pki());
        try {
            List<EndpointDescription> offered = DiscoveryClient.getEndpoints(
                            config.url().toString(), transport -> limits(transport, config))
                    .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            EndpointDescription endpoint = EndpointChoice.of(offered, config);
            OpcUaClient client =
                    OpcUaClient.create(config(config, endpoint, trust, own), transport -> limits(transport, config));
            OpcUaConnection connection = new OpcUaConnection(config, client, trust, own);
            try {
                client.connectAsync().get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException | InterruptedException failed) {
                connection.close();
                throw failed;
            }
            return connection;
        } catch (ExecutionException | TimeoutException | UaException failed) {
            throw OpcUaFailure.of(failed, trust, own, config);
        }
    }

    private static void limits(OpcTcpClientTransportConfigBuilder transport, OpcUaConfig config) {
        transport.setConnectTimeout(uint(config.timeout().toMillis()));
        transport.setAcknowledgeTimeout(uint(config.timeout().toMillis()));
    }

    private static OpcUaClientConfig config(
            OpcUaConfig config, EndpointDescription endpoint, ServerTrust trust, OwnCertificate own) {
        OpcUaClientConfigBuilder builder = OpcUaClientConfig.builder()
                .setEndpoint(endpoint)
                .setApplicationName(LocalizedText.english("Anomaly Radar edge " + config.gateway()))
                .setApplicationUri(own.uri())
                .setSessionName(() -> "anomaly-radar-edge-" + config.gateway())
                .setRequestTimeout(uint(config.timeout().toMillis()))
                .setKeepAliveTimeout(uint(config.timeout().toMillis()))
                .setCertificateValidator(trust);
        if (config.security() != OpcUaConfig.Security.NONE) {
            builder.setKeyPair(own.keys())
                    .setCertificate(own.certificate())
                    .setCertificateChain(new X509Certificate[] {own.certificate()});
            if (EndpointChoice.policy(endpoint) == SecurityPolicy.Aes256_Sha256_RsaPss) {
                Security.addProvider(new BouncyCastleProvider()); // signs with PSS by the name that Milo uses
            }
        }
        String username = config.username();
        String password = config.password();
        if (username != null && password != null) {
            builder.setIdentityProvider(
                    new UsernameProvider(username, password, trust, tokens -> EndpointChoice.token(endpoint, tokens)));
        }
        return builder.build();
    }

    OpcUaClient client() {
        return client;
    }

    /**
     * Subscribes.
     *
     * @return what is wrong with some of the variables; empty: nothing
     */
    String subscribe(List<OpcUaVariable> variables, OpcUaSubscription.SubscriptionListener listener)
            throws UaException {
        OpcUaSubscription subscription =
                new OpcUaSubscription(client, (double) config.interval().toMillis());
        subscription.setSubscriptionListener(listener);
        subscription.create();
        List<OpcUaMonitoredItem> items = variables.stream().map(this::item).toList();
        subscription.addMonitoredItems(items);
        subscription.createMonitoredItems();
        List<OpcUaMonitoredItem> failed = failed(items);
        if (!failed.isEmpty() && config.report() == OpcUaConfig.Report.READINGS) {
            failed.forEach(item -> item.setFilter(null)); // some servers know no trigger
            subscription.createMonitoredItems();
            failed = failed(items);
        }
        return failed.isEmpty()
                ? ""
                : failed.size() + " of " + items.size() + " variables cannot be read, such as " + reason(failed.get(0));
    }

    private OpcUaMonitoredItem item(OpcUaVariable variable) {
        OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(variable.id());
        item.setSamplingInterval((double) config.interval().toMillis());
        item.setQueueSize(uint(config.queue()));
        item.setUserObject(variable);
        if (config.report() == OpcUaConfig.Report.READINGS) {
            item.setFilter(new DataChangeFilter(DataChangeTrigger.StatusValueTimestamp, uint(0), 0.0));
        }
        return item;
    }

    private static List<OpcUaMonitoredItem> failed(List<OpcUaMonitoredItem> items) {
        return items.stream()
                .filter(item -> item.getMonitoredItemId().isEmpty())
                .toList();
    }

    private static String reason(OpcUaMonitoredItem item) {
        return item.getReadValueId().getNodeId().toParseableString() + ": "
                + item.getCreateResult().map(OpcUaFailure::name).orElse("no answer");
    }

    /** What {@code failure} of a request means. */
    IOException explained(Throwable failure) {
        return OpcUaFailure.of(failure, trust, own, config);
    }

    @Override
    public void close() {
        CompletableFuture<OpcUaClient> closed = client.disconnectAsync();
        try {
            closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            // the server ends the session itself
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
