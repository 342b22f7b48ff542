@NullMarked
package io.anomalyradar.alerting.pattern;

import org.jspecify.annotations.NullMarked;
