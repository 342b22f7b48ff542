/** {@code radar events}: what happened, as the server stores it. */
@NullMarked
package io.anomalyradar.app.events;

import org.jspecify.annotations.NullMarked;
