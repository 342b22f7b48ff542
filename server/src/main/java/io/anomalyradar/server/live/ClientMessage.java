package io.anomalyradar.server.live;

/** A message of a client. */
sealed interface ClientMessage {

    record Subscribe(Subscription subscription) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    /** A message that is not accepted. */
    record Invalid(String code, String detail) implements ClientMessage {}
}
