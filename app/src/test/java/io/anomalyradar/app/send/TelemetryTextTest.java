package io.anomalyradar.app.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TelemetryTextTest {
    private record Numbered(long line, String text) {}

    @Test
    void lines_arePassedOnAsTheyAre_withoutBlankOnes() throws IOException {
        String text = "\n{\"device\":\"a\",\"value\":1}\r\n  \nnot json\n{\"device\":\"b\",\"value\":2}";

        assertThat(frames(text))
                .containsExactly(
                        new Numbered(2, "{\"device\":\"a\",\"value\":1}\r"),
                        new Numbered(4, "not json"),
                        new Numbered(5, "{\"device\":\"b\",\"value\":2}"));
    }

    @Test
    void array_isTakenApart() throws IOException {
        String text = "[\n{\"device\":\"a\",\n\"value\":1},\n{\"device\":\"b\",\"value\":2}]\n";

        assertThat(frames(text))
                .containsExactly(
                        new Numbered(2, "{\"device\":\"a\",\"value\":1}"),
                        new Numbered(4, "{\"device\":\"b\",\"value\":2}"));
    }

    @Test
    void objectOverSeveralLines_isOneFrame() throws IOException {
        String text = "{\n  \"device\": \"a\",\n  \"value\": 1.50\n}\n";

        assertThat(frames(text)).containsExactly(new Numbered(1, "{\"device\":\"a\",\"value\":1.50}"));
    }

    @Test
    void brokenArray_failsNamingTheLine() {
        assertThatIOException()
                .isThrownBy(() -> frames("[{\"device\":\"a\",\"value\":1},\n oops]"))
                .withMessageStartingWith("line 2 is not JSON");
    }

    @Test
    void emptyText_hasNoFrames() throws IOException {
        assertThat(frames("")).isEmpty();
        assertThat(frames("\n \n")).isEmpty();
        assertThat(frames("[]")).isEmpty();
    }

    private static List<Numbered> frames(String text) throws IOException {
        List<Numbered> frames = new ArrayList<>();
        try (TelemetryText in = TelemetryText.of(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (byte[] frame = in.next(); frame != null; frame = in.next()) {
                frames.add(new Numbered(in.line(), new String(frame, UTF_8)));
            }
        }
        return frames;
    }
}
