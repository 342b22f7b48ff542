@NullMarked
package io.anomalyradar.alerting.capsule;

import org.jspecify.annotations.NullMarked;
