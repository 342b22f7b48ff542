/** Expressions in CEL (Common Expression Language), typed and bounded in cost. */
@NullMarked
package io.anomalyradar.alerting.cel;

import org.jspecify.annotations.NullMarked;
