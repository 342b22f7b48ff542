/** {@code radar channels}: how people are notified. */
@NullMarked
package io.anomalyradar.app.channels;

import org.jspecify.annotations.NullMarked;
