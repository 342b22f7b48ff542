package io.anomalyradar.wasm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Prints how large the shipped files are and how long a worker takes over 5,000 series × 1,200 samples. The aim is a tick of 0.5 ms of the z-score in
 * WebAssembly. Not a test: run its main.
 */
final class SpeedReport {
    private static final List<String> FILES =
            List.of("radar-detector.js", "core.wasm", "core.wasm-runtime.js", "core.js");

    private SpeedReport() {}

    public static void main(String[] arguments) throws IOException {
        for (String name : FILES) {
            byte[] bytes = Files.readAllBytes(WebFiles.shipped().resolve(name));
            System.out.printf("%s: %,d bytes, %,d gzip%n", name, bytes.length, gzipped(bytes));
        }
        for (int run = 0; run < 3; run++) {
            for (String method : List.of("zscore", "ensemble")) {
                for (String engine : List.of("wasm", "js")) {
                    try (ChromiumWorker worker = ChromiumWorker.open()) {
                        System.out.println(worker.call("speed.js", "speed", engine, method, 5_000, 1_200));
                    }
                }
            }
        }
    }

    private static int gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.size();
    }
}
