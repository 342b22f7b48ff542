@NullMarked
package io.anomalyradar.notify.email;

import org.jspecify.annotations.NullMarked;
