@NullMarked
package io.anomalyradar.notify.webpush;

import org.jspecify.annotations.NullMarked;
