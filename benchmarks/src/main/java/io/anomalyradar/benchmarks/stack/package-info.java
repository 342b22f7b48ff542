/** The systems under load: the broker and the job in this process, or the whole product as a process of its own. */
@NullMarked
package io.anomalyradar.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
