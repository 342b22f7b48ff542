package io.anomalyradar.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list. Pages go by key, not by number: a write between two requests neither repeats nor hides an item that
 * existed before.
 *
 * @param next the cursor of the page after this one; null when this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
