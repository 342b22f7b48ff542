package io.anomalyradar.edge.opcua;

/** Whose time a value has. One that it does not carry is replaced by the next. */
enum ReadingClock {
    SOURCE,
    SERVER,
    ARRIVAL
}
