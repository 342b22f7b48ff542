/** The Kafka topics and record headers: the only contract between pipeline and server (spec/topics.md). */
@NullMarked
package io.anomalyradar.model.topic;

import org.jspecify.annotations.NullMarked;
