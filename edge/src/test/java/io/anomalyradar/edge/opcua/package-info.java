/** Tests with a real server. */
@NullMarked
package io.anomalyradar.edge.opcua;

import org.jspecify.annotations.NullMarked;
