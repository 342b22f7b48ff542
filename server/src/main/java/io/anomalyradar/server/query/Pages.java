package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.anomalyradar.history.Page;
import io.anomalyradar.server.http.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with lists: {@code {"items":[…],"next":cursor}}. */
final class Pages {
    private Pages() {}

    /** Writes one item as a JSON value. */
    @FunctionalInterface
    interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    static <T> HttpResponse answer(Page<T> page, Item<T> item) {
        return Json.answer(HttpStatus.OK, json -> writeFields(json, page.items(), page.next(), item));
    }

    /** Writes the fields {@code items} and {@code next}. */
    static <T> void writeFields(JsonGenerator json, List<T> items, @Nullable String next, Item<T> item)
            throws IOException {
        json.writeArrayFieldStart("items");
        for (T one : items) {
            item.write(json, one);
        }
        json.writeEndArray();
        json.writeStringField("next", next);
    }
}
