/**
 * {@code /api/v1/registry…}: the device registry, which places devices in groups, and the deletion of a device with its
 * data. What devices say about themselves is in {@link io.anomalyradar.server.query}.
 */
@NullMarked
package io.anomalyradar.server.devices;

import org.jspecify.annotations.NullMarked;
