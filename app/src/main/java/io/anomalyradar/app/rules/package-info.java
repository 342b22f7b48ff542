/** {@code radar rules}: what rules would have done. */
@NullMarked
package io.anomalyradar.app.rules;

import org.jspecify.annotations.NullMarked;
