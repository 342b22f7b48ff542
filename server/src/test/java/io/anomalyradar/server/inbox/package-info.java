@NullMarked
package io.anomalyradar.server.inbox;

import org.jspecify.annotations.NullMarked;
