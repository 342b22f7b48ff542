/** Capsules: what an alert was decided from, so that the decision can be replayed (spec/topics.md, spec/openapi.yaml). */
@NullMarked
package io.anomalyradar.model.capsule;

import org.jspecify.annotations.NullMarked;
