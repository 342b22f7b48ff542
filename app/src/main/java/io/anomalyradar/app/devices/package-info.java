/**
 * {@code radar devices}: lists and changes the device registry of a running server, and deletes devices with their
 * data.
 */
@NullMarked
package io.anomalyradar.app.devices;

import org.jspecify.annotations.NullMarked;
