package io.anomalyradar.server.promql.engine;

import java.util.List;

/** The value of an expression at every step. */
public sealed interface Evaluated {

    /** A scalar. */
    @SuppressWarnings("ArrayRecordComponent") // columns, never compared
    record Numbers(double[] values) implements Evaluated {}

    /** A string. */
    record Words(String text) implements Evaluated {}

    /** A vector: rows with different labels. */
    record Vector(List<VectorRow> rows) implements Evaluated {
        public Vector {
            rows = List.copyOf(rows);
        }
    }

    /** The samples of a range vector at one step. */
    record Matrix(List<Track> tracks) implements Evaluated {
        public Matrix {
            tracks = List.copyOf(tracks);
        }
    }
}
