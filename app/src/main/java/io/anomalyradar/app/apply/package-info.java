/**
 * {@code radar apply} and {@code radar export}: what is set on a server, as files. Each file has any of the sections of
 * the configuration, and devices and silences.
 */
@NullMarked
package io.anomalyradar.app.apply;

import org.jspecify.annotations.NullMarked;
