/**
 * {@code radar doctor}: checks everything that a running radar needs, and names the remedy for each fault. Changes
 * nothing.
 */
@NullMarked
package io.anomalyradar.app.doctor;

import org.jspecify.annotations.NullMarked;
