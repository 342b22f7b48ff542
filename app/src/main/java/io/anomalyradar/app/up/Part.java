package io.anomalyradar.app.up;

/**
 * What {@code radar up} runs, in the order in which it is stopped: first what sends, then the job, with its state
 * saved; then the server, which commits what the job told last; then what those stood on.
 */
enum Part {
    DEMO,
    HOST,
    JOB,
    SERVER,
    STORE,
    CLUSTER,
    BROKER,
    DIRECTORY
}
