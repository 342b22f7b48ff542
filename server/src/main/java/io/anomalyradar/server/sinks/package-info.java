/**
 * Sinks: other systems that receive what the pipeline finds (docs/sinks.md). Each has a thread and a consumer group of
 * its own, so that one that is slow or away delays no other, and makes repeats harmless by the identities of what it
 * writes.
 */
@NullMarked
package io.anomalyradar.server.sinks;

import org.jspecify.annotations.NullMarked;
