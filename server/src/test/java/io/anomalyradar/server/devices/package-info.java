@NullMarked
package io.anomalyradar.server.devices;

import org.jspecify.annotations.NullMarked;
