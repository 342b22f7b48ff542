package io.anomalyradar.server.security;

import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.access.Role;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Makes keys. Thread-safe. */
final class KeyMaker {
    private static final Set<String> DOORS =
            Set.of(Grant.EVERY_DOOR, "json", "influx", "prometheus", "otlp", "collectd");

    /** A new key, and its text, which is known only now. */
    record Made(ApiKey key, String text) {}

    private final KeyRing keys;
    private final Clock clock;

    KeyMaker(KeyRing keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes a key as {@code wanted} describes it; a problem says why it is not made. */
    Made make(ApiKey wanted, String by) {
        requireSound(wanted);
        String text = KeyText.random();
        ApiKey key = new ApiKey(
                Objects.requireNonNull(KeyText.id(text)),
                1,
                wanted.name(),
                KeyText.hash(text),
                wanted.grant(),
                wanted.oneTime(),
                clock.millis(),
                by,
                wanted.expiresAtMillis(),
                0,
                "");
        if (!keys.write(key)) {
            throw Problem.of(ProblemCode.CONFLICT, "another key has the same id: try again")
                    .exception();
        }
        return new Made(key, text);
    }

    private void requireSound(ApiKey wanted) {
        Grant grant = wanted.grant();
        if (wanted.name().isEmpty()) {
            throw refused("'name' is missing: say what the key is for");
        }
        if (grant.role() == Role.NONE && grant.doors().isEmpty()) {
            throw refused("the key could do nothing: give it a role or doors");
        }
        if (!DOORS.containsAll(grant.doors())) {
            throw refused("doors are " + new TreeSet<>(DOORS) + ", was " + new TreeSet<>(grant.doors()));
        }
        if (grant.role() == Role.ADMIN && !grant.coversAll()) {
            throw refused("an admin is not limited to devices: leave out groups and devicePrefix");
        }
        if (wanted.expiresAtMillis() > 0 && wanted.expiresAtMillis() <= clock.millis()) {
            throw refused("expiresAtMillis is in the past");
        }
        if (keys.all().size() >= KeyRing.MAX_KEYS) {
            throw Problem.of(ProblemCode.TOO_LARGE, "there are " + KeyRing.MAX_KEYS + " keys: that is the most")
                    .exception();
        }
    }

    private static RuntimeException refused(String detail) {
        return Problem.of(ProblemCode.INVALID_DOCUMENT, detail).exception();
    }
}
