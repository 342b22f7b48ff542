@NullMarked
package io.anomalyradar.server.deadletters;

import org.jspecify.annotations.NullMarked;
