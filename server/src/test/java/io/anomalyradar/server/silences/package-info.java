@NullMarked
package io.anomalyradar.server.silences;

import org.jspecify.annotations.NullMarked;
