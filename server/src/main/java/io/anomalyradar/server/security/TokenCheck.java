package io.anomalyradar.server.security;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/** Checks bearer tokens of the identity provider: a process boundary. */
interface TokenCheck {
    /** The verdict on {@code token}, which {@code client} presents. May take as long as a request to the provider. */
    CompletableFuture<Verdict> verdict(String token, InetAddress client);
}
