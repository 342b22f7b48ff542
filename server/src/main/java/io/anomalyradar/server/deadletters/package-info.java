/** Dead letters for people: what was refused, why, and sending it again. */
@NullMarked
package io.anomalyradar.server.deadletters;

import org.jspecify.annotations.NullMarked;
