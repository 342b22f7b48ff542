/** What happened: events, their bounds and their codecs (spec/events.md). */
@NullMarked
package io.anomalyradar.model.event;

import org.jspecify.annotations.NullMarked;
