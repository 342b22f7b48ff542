@NullMarked
package io.anomalyradar.alerting.cause;

import org.jspecify.annotations.NullMarked;
