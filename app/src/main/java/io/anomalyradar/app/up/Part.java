package io.anomalyradar.app.up;

/**
 * The parts of {@code radar up}, in the order in which they are stopped: first the senders, then the job, with its
 * state saved; then the server, which commits the job's last output; then the parts on which those depend.
 */
enum Part {
    DEMO,
    HOST,
    SQL,
    JOB,
    SERVER,
    STORE,
    CLUSTER,
    BROKER,
    DIRECTORY
}
