@NullMarked
package io.anomalyradar.server.config;

import org.jspecify.annotations.NullMarked;
