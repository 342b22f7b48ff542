package io.anomalyradar.app.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What simulated users do that the shipped patterns find. */
public enum AttackKind {
    /** Six failed logins of one user, then one that succeeds. */
    BRUTE_FORCE,
    /** Requests that probe for an SQL injection, then one that succeeds. */
    SQL_INJECTION,
    /** A large purchase in another country after a usual one. */
    FRAUD;

    /** The kinds in {@code words}: names, {@code all} or {@code none}. */
    static List<AttackKind> named(List<String> words) {
        List<AttackKind> kinds = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "all" -> kinds.addAll(List.of(values()));
                case "none" -> {}
                default -> kinds.add(named(word));
            }
        }
        return kinds;
    }

    private static AttackKind named(String word) {
        for (AttackKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("--attack must be all, none or some of "
                + Arrays.stream(values()).map(AttackKind::word).collect(Collectors.joining(", ")) + ", was '" + word
                + "'");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
