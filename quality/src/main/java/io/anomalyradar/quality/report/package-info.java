/** The form of what was measured: sections of tables, as they stand in docs/quality.md and are printed. */
@NullMarked
package io.anomalyradar.quality.report;

import org.jspecify.annotations.NullMarked;
