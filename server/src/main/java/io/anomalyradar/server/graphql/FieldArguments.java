package io.anomalyradar.server.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.security.DeviceView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of one field, and the devices that the asker may see. */
record FieldArguments(DataFetchingEnvironment field) {
    /** The key of the asker's {@link DeviceView} in the context of an execution. */
    static final Object VIEW = DeviceView.class;

    /** The object that {@code field} belongs to. */
    static <T> T source(DataFetchingEnvironment field, Class<T> type) {
        Object source = field.getSource();
        return type.cast(Objects.requireNonNull(source, "a field of no object"));
    }

    DeviceView view() {
        DeviceView view = field.getGraphQlContext().get(VIEW);
        if (view == null) {
            throw new IllegalStateException("an execution without a view");
        }
        return view;
    }

    @Nullable
    String text(String name) {
        return field.getArgument(name);
    }

    String given(String name) {
        String value = text(name);
        return value == null ? "" : value;
    }

    int whole(String name, int most) {
        Integer value = field.getArgument(name);
        if (value == null || value < 1 || value > most) {
            throw Problem.parameter(name, String.valueOf(value), "give a whole number from 1 to " + most)
                    .exception();
        }
        return value;
    }

    <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        String value = text(name);
        return value == null ? null : Enum.valueOf(type, value);
    }

    /** {@code from} (included) and {@code to} (excluded); absent: all of time. */
    TimeRange range() {
        Long from = field.getArgument("from");
        Long to = field.getArgument("to");
        long first = from == null ? TimeRange.ALL.fromMillis() : from;
        long end = to == null ? TimeRange.ALL.toMillis() : to;
        if (first > end) {
            throw Problem.parameter("from", String.valueOf(first), "it must not be after 'to'")
                    .exception();
        }
        return new TimeRange(first, end);
    }
}
