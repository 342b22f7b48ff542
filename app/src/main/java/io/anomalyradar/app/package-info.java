/** The {@code radar} command. */
@NullMarked
package io.anomalyradar.app;

import org.jspecify.annotations.NullMarked;
