package io.anomalyradar.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A file of JSON frames, one a line, as {@code POST /api/v1/telemetry} takes them; plain or gzip. */
record NdjsonPart(CsvFile file) implements ImportPart {
    private static final int MAX_PROBLEMS = 10;

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() throws IOException {
        return Files.size(file.path());
    }

    @Override
    public Rows open() throws IOException {
        AtomicLong read = new AtomicLong();
        InputStream counted = new java.io.FilterInputStream(Files.newInputStream(file.path())) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int got = super.read(into, from, most);
                read.addAndGet(Math.max(0, got));
                return got;
            }
        };
        BufferedReader lines = new BufferedReader(new InputStreamReader(CsvFile.decompressed(counted), UTF_8));
        return new LineRows(lines, read, file.name());
    }

    private static final class LineRows implements Rows {
        private final BufferedReader lines;
        private final AtomicLong read;
        private final String name;
        private final TelemetryDecoder decoder = new TelemetryDecoder();
        private final List<String> problems = new ArrayList<>();
        private long number;

        LineRows(BufferedReader lines, AtomicLong read, String name) {
            this.lines = lines;
            this.read = read;
            this.name = name;
        }

        @Override
        public @Nullable Row next() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                return null;
            }
            number++;
            if (line.isBlank()) {
                return new Row(null);
            }
            if (line.length() > FrameLimits.MAX_RECORD_BYTES) {
                problem("it has more than " + FrameLimits.MAX_RECORD_BYTES + " characters");
                return new Row(null);
            }
            Decoded decoded = decoder.decode(line.getBytes(UTF_8), Topics.JSON, null);
            decoded.refusals().forEach(refusal -> problem(refusal.message()));
            Frame frame = decoded.frame();
            if (frame != null && frame.timestampMillis() == Frame.NO_TIMESTAMP) {
                problem("it has no time ('ts'), and history needs one");
                frame = null;
            }
            return new Row(frame);
        }

        private void problem(String why) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(name + " line " + number + ": " + why);
            }
        }

        @Override
        public long done() {
            return read.get();
        }

        @Override
        public String layout() {
            return "JSON frames, one a line";
        }

        @Override
        public Iterable<String> problems() {
            return problems;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
