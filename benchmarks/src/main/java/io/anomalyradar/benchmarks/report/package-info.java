/** What was measured, with its spread, and its form in docs/benchmarks.md. */
@NullMarked
package io.anomalyradar.benchmarks.report;

import org.jspecify.annotations.NullMarked;
