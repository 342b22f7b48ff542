/** Reading and writing of Protobuf fields by hand, straight from and to arrays (docs/adr/0004). */
@NullMarked
package io.anomalyradar.model.wire;

import org.jspecify.annotations.NullMarked;
