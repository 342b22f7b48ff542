package io.anomalyradar.bus.control;

/** Another change was first; nothing was changed. Read again, then repeat the change where it still makes sense. */
public final class ConflictException extends Exception {
    ConflictException(String message) {
        super(message);
    }
}
