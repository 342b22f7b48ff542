package io.anomalyradar.server.sinks;

import java.util.List;

/** A connection to another system. Used by one thread; after a failure it is closed and opened again. */
interface Sink extends AutoCloseable {
    /**
     * Writes {@code entries}, all durably when it returns. What was written before, or is older than what is there, has
     * no effect.
     *
     * @throws SinkException when nothing is known of what was written: the same entries are written again
     */
    void write(List<SinkEntry> entries) throws SinkException, InterruptedException;

    @Override
    void close();
}
