package io.anomalyradar.history;

import org.jspecify.annotations.Nullable;

/**
 * The requested part of a list.
 *
 * @param limit items at the most, 1 to {@value #MAX_LIMIT}
 * @param cursor {@link Page#next()} of the page before; null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int MAX_LIMIT = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** The first page of at most {@code limit} items. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }
}
