/** What field protocols carry as text: topics, numbers, JSON. Makes frames of it, by the mapping that a source has. */
@NullMarked
package io.anomalyradar.edge.reading;

import org.jspecify.annotations.NullMarked;
