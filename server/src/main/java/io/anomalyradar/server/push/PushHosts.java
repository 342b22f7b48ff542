package io.anomalyradar.server.push;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The services to which messages may be sent: the hosts in the channel's field {@code services}; {@code *.example.com}
 * stands for all below. So nobody can have the server send requests elsewhere by subscribing.
 */
record PushHosts(List<String> hosts) {

    /** @param text hosts with commas between them */
    static PushHosts of(String text) {
        return new PushHosts(Arrays.stream(text.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList());
    }

    /** Whether messages may go to {@code endpoint}: by https, or by http on this machine. */
    boolean admit(URI endpoint) {
        String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
        boolean loopback = host.equals("127.0.0.1") || host.equals("localhost");
        boolean named = hosts.stream()
                .anyMatch(known -> known.startsWith("*.") ? host.endsWith(known.substring(1)) : known.equals(host));
        return named && ("https".equals(endpoint.getScheme()) || (loopback && "http".equals(endpoint.getScheme())));
    }
}
