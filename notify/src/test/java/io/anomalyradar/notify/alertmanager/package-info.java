@NullMarked
package io.anomalyradar.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
