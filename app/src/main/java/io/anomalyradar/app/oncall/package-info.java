/** {@code radar oncall}: who is on call. */
@NullMarked
package io.anomalyradar.app.oncall;

import org.jspecify.annotations.NullMarked;
