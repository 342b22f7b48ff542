package io.anomalyradar.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** {@code --json}: print data as JSON instead of text. */
public final class JsonOption {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    public boolean isOn() {
        return json;
    }

    /** Prints a server's answer: as it is with the option, else as {@code text} does. */
    public void print(PrintWriter out, byte[] answer, Consumer<PrintWriter> text) {
        if (json) {
            out.println(new String(answer, StandardCharsets.UTF_8));
        } else {
            text.accept(out);
        }
        out.flush();
    }

    /** Writes one JSON value and an end of line. */
    public static void print(PrintWriter out, Body body) {
        try (JsonGenerator generator = JSON.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            body.write(generator);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        out.println();
        out.flush();
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
