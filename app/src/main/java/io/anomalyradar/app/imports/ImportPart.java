package io.anomalyradar.app.imports;

import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A piece of an import that is read as a whole: a file, or a stretch of time of a query. */
interface ImportPart {
    /** For people. */
    String name();

    /** How much there is to read, in the unit of {@link Rows#done}. */
    long size() throws IOException;

    /**
     * Begins to read.
     *
     * @throws IOException when it cannot be read, or its frames would be refused; the message says where and why
     */
    Rows open() throws IOException;

    /** The rows of a part, in an order that is the same each time. Not thread-safe. */
    interface Rows extends AutoCloseable {
        /** One row, and the frame it has; null: it has no samples. */
        record Row(@Nullable Frame frame) {}

        /** The next row; null at the end. */
        @Nullable
        Row next() throws IOException;

        /** How much is read. */
        long done();

        /** How the part is understood: columns, times, what is left out. */
        String layout();

        /** Problems of rows so far, for people. */
        Iterable<String> problems();

        @Override
        void close() throws IOException;
    }
}
