package io.anomalyradar.model.config;

import java.nio.file.Path;

/**
 * TLS on the server's listener. Both files are read again when they change.
 *
 * @param certificate the certificate chain as PEM, the server's own first
 * @param key its private key as PEM, PKCS #8, not encrypted
 */
public record TlsConfig(Path certificate, Path key) {}
