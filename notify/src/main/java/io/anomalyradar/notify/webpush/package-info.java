/** Notifications in browsers and installed pages: Web Push (RFC 8030, 8291, 8292). */
@NullMarked
package io.anomalyradar.notify.webpush;

import org.jspecify.annotations.NullMarked;
