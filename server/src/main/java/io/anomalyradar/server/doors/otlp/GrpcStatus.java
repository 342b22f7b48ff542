package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.server.http.ProblemCode;

/** gRPC's codes for problems. OTLP's senders repeat what is {@link #UNAVAILABLE}, and drop the rest. */
final class GrpcStatus {
    static final int OK = 0;
    static final int INVALID_ARGUMENT = 3;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;

    private GrpcStatus() {}

    static int of(ProblemCode code) {
        return switch (code.status().code()) {
            case 413 -> RESOURCE_EXHAUSTED;
            case 500 -> INTERNAL;
            case 429, 503 -> UNAVAILABLE;
            default -> INVALID_ARGUMENT;
        };
    }
}
