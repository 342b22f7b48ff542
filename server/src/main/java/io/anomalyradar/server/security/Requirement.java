package io.anomalyradar.server.security;

import com.linecorp.armeria.common.HttpMethod;
import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.access.Role;

/**
 * What an operation needs.
 *
 * @param operation its id in spec/openapi.yaml, such as {@code listDevices}
 * @param role the least role; NONE: anybody, unless there is a door
 * @param door the door it belongs to; empty: none
 * @param everyGroup whether a principal that is limited to groups of devices may not use it
 */
record Requirement(String operation, Role role, String door, boolean everyGroup) {
    boolean isPublic() {
        return role == Role.NONE && door.isEmpty();
    }

    /** Whether a request by {@code method} is recorded: it may change something, and is no telemetry. */
    boolean isAudited(HttpMethod method) {
        boolean safe = method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
        boolean question = operation.endsWith("Form"); // a question whose parameters are in a form
        return operation.equals("loginCallback") || (!safe && !question && door.isEmpty());
    }

    boolean isMetBy(Grant grant) {
        return grant.role().includes(role)
                && (door.isEmpty() || grant.opens(door))
                && (!everyGroup || grant.coversAll());
    }

    /** For messages. */
    String shown() {
        if (!door.isEmpty()) {
            return "a key for the door '" + door + "'";
        }
        return "the role " + role.word() + (everyGroup ? " for all devices" : "");
    }
}
