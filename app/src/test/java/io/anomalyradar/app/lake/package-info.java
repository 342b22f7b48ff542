/** Tests of {@code radar lake}. */
@NullMarked
package io.anomalyradar.app.lake;

import org.jspecify.annotations.NullMarked;
