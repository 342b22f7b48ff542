/** Results with their spread, and their form in docs/benchmarks.md. */
@NullMarked
package io.anomalyradar.benchmarks.report;

import org.jspecify.annotations.NullMarked;
