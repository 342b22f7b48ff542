/**
 * {@code radar config}: shows the effective settings and where each value came from, and the documented example; lists,
 * compares, exports and changes the versions of the detector's configuration on a running server.
 */
@NullMarked
package io.anomalyradar.app.settings;

import org.jspecify.annotations.NullMarked;
