@NullMarked
package io.anomalyradar.alerting;

import org.jspecify.annotations.NullMarked;
