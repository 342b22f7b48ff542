/** What a sample costs beside what it brings: the JMH benchmarks that are on the class path. */
@NullMarked
package io.anomalyradar.quality.cost;

import org.jspecify.annotations.NullMarked;
