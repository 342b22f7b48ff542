/** {@code radar config}: shows the effective configuration, where each value came from, and the documented example. */
@NullMarked
package io.anomalyradar.app.settings;

import org.jspecify.annotations.NullMarked;
