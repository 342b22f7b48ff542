@NullMarked
package io.anomalyradar.server.graphql;

import org.jspecify.annotations.NullMarked;
