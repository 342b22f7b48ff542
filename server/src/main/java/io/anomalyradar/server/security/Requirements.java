package io.anomalyradar.server.security;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServiceConfig;
import io.anomalyradar.model.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What each route needs, as spec/openapi.yaml declares it: {@code x-radar-role} and {@code x-radar-groups} or
 * {@code x-radar-door} of each operation, and {@code x-radar-files} for the routes of public files.
 */
final class Requirements {
    private static final String SPECIFICATION = "io/anomalyradar/server/page/openapi.yaml";

    private final Map<String, Map<HttpMethod, Requirement>> byPattern = new HashMap<>();

    private Requirements(Map<?, ?> specification) {
        map(specification, "paths").forEach((path, operations) -> {
            Map<HttpMethod, Requirement> ofPath = new HashMap<>();
            ((Map<?, ?>) operations).forEach((method, operation) -> {
                if (operation instanceof Map<?, ?> fields) {
                    HttpMethod known = HttpMethod.valueOf(String.valueOf(method).toUpperCase(Locale.ROOT));
                    ofPath.put(known, requirement(known + " " + path, fields));
                }
            });
            byPattern.put(pattern(String.valueOf(path)), ofPath);
        });
        if (specification.get("x-radar-files") instanceof List<?> files) {
            Requirement open = new Requirement("file", Role.NONE, "", false);
            files.forEach(file -> byPattern.put(String.valueOf(file), Map.of(HttpMethod.GET, open)));
        }
    }

    /** The requirements in the specification that is part of this build. */
    static Requirements ofSpecification() {
        try (InputStream yaml = Requirements.class.getClassLoader().getResourceAsStream(SPECIFICATION)) {
            if (yaml == null) {
                throw new IllegalStateException(SPECIFICATION + " is not part of this build");
            }
            return new Requirements(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<?, ?>>load(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Requirement requirement(String where, Map<?, ?> operation) {
        String id = String.valueOf(operation.get("operationId"));
        boolean everyGroup = "all".equals(operation.get("x-radar-groups"));
        if (operation.get("x-radar-door") instanceof String door) {
            return new Requirement(id, Role.NONE, door, false);
        }
        String word = String.valueOf(operation.get("x-radar-role"));
        Role role = word.equals("public")
                ? Role.NONE
                : Role.of(word)
                        .filter(known -> known != Role.NONE)
                        .orElseThrow(() -> new IllegalStateException(
                                where + " of spec/openapi.yaml needs x-radar-role or x-radar-door, has " + word));
        return new Requirement(id, role, "", everyGroup);
    }

    private static Map<?, ?> map(Map<?, ?> from, String name) {
        return (Map<?, ?>) Objects.requireNonNull(from.get(name), name);
    }

    /** The specification's path as the server writes it: parameters are named by a colon. */
    private static String pattern(String path) {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    /** What {@code method} on {@code route} needs; null: it is not declared. */
    @Nullable
    Requirement of(Route route, HttpMethod method) {
        Map<HttpMethod, Requirement> declared = byPattern.get(pattern(route.patternString()));
        return declared == null ? null : declared.get(method == HttpMethod.HEAD ? HttpMethod.GET : method);
    }

    boolean knows(Route route) {
        return byPattern.containsKey(pattern(route.patternString()));
    }

    /** Throws when one of {@code services} has a route that is not declared. */
    void requireDeclared(List<ServiceConfig> services) {
        TreeSet<String> undeclared = new TreeSet<>();
        for (ServiceConfig service : services) {
            if (!service.route().isFallback() && !knows(service.route())) {
                undeclared.add(service.route().patternString());
            }
        }
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException("routes that spec/openapi.yaml does not declare: " + undeclared);
        }
    }
}
