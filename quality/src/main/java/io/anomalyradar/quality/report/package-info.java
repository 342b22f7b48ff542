/** The format of the results: sections of tables, written to docs/quality.md and printed. */
@NullMarked
package io.anomalyradar.quality.report;

import org.jspecify.annotations.NullMarked;
