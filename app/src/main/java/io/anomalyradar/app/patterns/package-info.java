/** {@code radar patterns}: the patterns of the configuration, checked here before the server sees them. */
@NullMarked
package io.anomalyradar.app.patterns;

import org.jspecify.annotations.NullMarked;
