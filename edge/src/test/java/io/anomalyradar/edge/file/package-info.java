@NullMarked
package io.anomalyradar.edge.file;

import org.jspecify.annotations.NullMarked;
