/** {@code radar alerts}: the inbox on the command line. */
@NullMarked
package io.anomalyradar.app.alerts;

import org.jspecify.annotations.NullMarked;
