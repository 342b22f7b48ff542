@NullMarked
package io.anomalyradar.app.apply;

import org.jspecify.annotations.NullMarked;
