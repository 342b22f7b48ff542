/** Reading and writing of Protobuf fields by hand, over protobuf-java's coded streams (docs/adr/0004). */
@NullMarked
package io.anomalyradar.model.wire;

import org.jspecify.annotations.NullMarked;
