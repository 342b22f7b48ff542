package io.anomalyradar.server.live;

/** What a client may say. */
sealed interface ClientMessage {

    record Subscribe(Subscription subscription) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    /** A message that cannot be obeyed. */
    record Invalid(String code, String detail) implements ClientMessage {}
}
