/** E-mail as a channel. */
@NullMarked
package io.anomalyradar.notify.email;

import org.jspecify.annotations.NullMarked;
