/**
 * {@code radar doctor}: looks at everything that a running radar needs, and says what to do about what is wrong.
 * Changes nothing.
 */
@NullMarked
package io.anomalyradar.app.doctor;

import org.jspecify.annotations.NullMarked;
