/** {@code radar incidents}: what belongs together, and what a person does with it. */
@NullMarked
package io.anomalyradar.app.incidents;

import org.jspecify.annotations.NullMarked;
