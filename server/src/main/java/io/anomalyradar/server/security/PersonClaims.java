package io.anomalyradar.server.security;

import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.access.Role;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.model.telemetry.Characters;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the provider's claims about a person mean here: name, role, device groups. */
final class PersonClaims {
    private static final String EVERYBODY = "*";
    private static final int MAX_NAME = 128;
    private static final int MAX_GROUPS = 100;

    private final OidcConfig config;

    PersonClaims(OidcConfig config) {
        this.config = config;
    }

    /** Whether {@code claims} say something of the role; otherwise it may be worth to ask for more. */
    boolean nameRoles(Map<String, Object> claims) {
        return !values(claims, config.rolesClaim()).isEmpty();
    }

    /** The person's name: short and showable, or else the subject, or else what is left of it. */
    String name(Map<String, Object> claims) {
        for (String claim : List.of(config.nameClaim(), "sub")) {
            Set<String> values = values(claims, claim);
            if (values.size() == 1) {
                String name = values.iterator().next().strip();
                if (!name.isEmpty() && name.length() <= MAX_NAME && Characters.fault(name) == null) {
                    return name;
                }
            }
        }
        return "unnamed person";
    }

    Grant grant(Map<String, Object> claims) {
        Set<String> roles = values(claims, config.rolesClaim());
        Role role = Role.NONE;
        for (Role candidate : Role.values()) {
            List<String> giving = config.roles().getOrDefault(candidate, List.of());
            if (giving.contains(EVERYBODY) || giving.stream().anyMatch(roles::contains)) {
                role = candidate;
            }
        }
        if (config.groupsClaim().isEmpty()) {
            return new Grant(role, Set.of(), Set.of(), "");
        }
        Set<String> groups = values(claims, config.groupsClaim());
        if (groups.contains(EVERYBODY)) {
            return new Grant(role, Set.of(), Set.of(), "");
        }
        // An empty set would mean every device: somebody without a group sees none.
        return groups.isEmpty() || groups.size() > MAX_GROUPS ? Grant.NOTHING : new Grant(role, Set.of(), groups, "");
    }

    /** The texts of a claim, which may be one text, a list, or nested: {@code realm_access.roles}. */
    private static Set<String> values(Map<String, Object> claims, String claim) {
        Object value = claims.containsKey(claim) ? claims.get(claim) : nested(claims, claim);
        Set<String> texts = new HashSet<>();
        if (value instanceof String text) {
            texts.add(text);
        } else if (value instanceof Collection<?> several) {
            several.stream().filter(String.class::isInstance).forEach(text -> texts.add((String) text));
        }
        return texts;
    }

    private static @Nullable Object nested(Map<String, Object> claims, String path) {
        Object value = claims;
        for (String name : Arrays.asList(path.split("\\.", -1))) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
