/** Tests of the live hub, its parts and its protocol. */
@NullMarked
package io.anomalyradar.server.live;

import org.jspecify.annotations.NullMarked;
