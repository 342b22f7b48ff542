/** Microsoft Teams as a channel. */
@NullMarked
package io.anomalyradar.notify.teams;

import org.jspecify.annotations.NullMarked;
