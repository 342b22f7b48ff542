package io.anomalyradar.history.lake;

import java.io.IOException;

/** A file of the lake cannot be read or written; the message says which, and what to do. */
public final class LakeFailure extends RuntimeException {
    LakeFailure(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    LakeFailure(String message) {
        super(message);
    }
}
