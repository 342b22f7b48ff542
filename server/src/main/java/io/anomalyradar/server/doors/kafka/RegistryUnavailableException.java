package io.anomalyradar.server.doors.kafka;

/** The schema registry does not answer: nothing is wrong with the record. */
final class RegistryUnavailableException extends RuntimeException {
    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
