/** {@code radar version}: the installed version and its runtime. */
@NullMarked
package io.anomalyradar.app.version;

import org.jspecify.annotations.NullMarked;
