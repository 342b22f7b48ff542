/** What a further detector of a series is written to: its settings as a record, and one step over its stretch of the state. */
@NullMarked
package io.anomalyradar.detector.method;

import org.jspecify.annotations.NullMarked;
