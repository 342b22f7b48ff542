package io.anomalyradar.pipeline.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class TextTest {
    @Property
    void lengthOfAnySize_isReadAsWritten(@ForAll @IntRange(min = 0) int length) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);

        Text.writeLength(out, length);

        assertThat(Text.readLength(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(length);
    }

    @Property
    void nullableBytes_areReadAsWritten(@ForAll byte[] bytes) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);

        Text.writeNullable(out, bytes);
        Text.writeNullable(out, (byte[]) null);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(Text.readNullableBytes(in)).isEqualTo(bytes);
        assertThat(Text.readNullableBytes(in)).isNull();
    }

    @Test
    void lengthThatNeverEnds_isRefused() {
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {-1, -1, -1, -1, -1, -1});

        assertThatThrownBy(() -> Text.readLength(in)).isInstanceOf(IOException.class);
    }
}
