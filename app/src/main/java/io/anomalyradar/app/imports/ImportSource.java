package io.anomalyradar.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.model.wire.StableId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is imported.
 *
 * @param id made of the content and of how it is read: the same import has the same id
 */
record ImportSource(String id, List<ImportPart> parts) {
    private static final int ID_BYTES = 8;

    ImportSource {
        parts = List.copyOf(parts);
    }

    /** The range query, stretch by stretch. */
    static ImportSource of(PrometheusQuery query) {
        MessageDigest digest = StableId.digest();
        digest.update((query.server() + "\n" + query.query() + "\n" + query.startMillis() + "\n" + query.endMillis()
                        + "\n" + query.stepMillis() + "\n" + query.metric())
                .getBytes(UTF_8));
        return new ImportSource(id(digest), query.parts());
    }

    /**
     * The file at {@code path}, or all files below the folder there, in order of their names. Reads them once, for the
     * id.
     *
     * @throws IOException when there is none, or one cannot be read
     */
    static ImportSource ofFiles(Path path, CsvOptions options, @Nullable String device, Path temporary)
            throws IOException {
        MessageDigest digest = StableId.digest();
        digest.update((options + "\n" + device).getBytes(UTF_8));
        List<ImportPart> parts = new ArrayList<>();
        for (CsvFile file : files(path)) {
            digest.update(("\n" + file.name() + "\n").getBytes(UTF_8));
            addContent(file.path(), digest);
            parts.add(part(file, options, device, temporary));
        }
        return new ImportSource(id(digest), parts);
    }

    private static void addContent(Path file, MessageDigest digest) throws IOException {
        byte[] chunk = new byte[1 << 16];
        try (InputStream content = Files.newInputStream(file)) {
            for (int got = content.read(chunk); got >= 0; got = content.read(chunk)) {
                digest.update(chunk, 0, got);
            }
        }
    }

    private static String id(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static List<CsvFile> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return CsvFile.at(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<CsvFile> files = walk.filter(Files::isRegularFile)
                    .filter(file -> !Kind.of(file).equals(Kind.OTHER))
                    .map(file ->
                            new CsvFile(file, path.relativize(file).toString().replace('\\', '/')))
                    .sorted(Comparator.comparing(CsvFile::name))
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(path + ": the folder holds no .csv, .tsv, .ndjson, .jsonl or .parquet file");
            }
            return files;
        }
    }

    private enum Kind {
        TABLE,
        LINES,
        PARQUET,
        OTHER;

        static Kind of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
            if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
                return LINES;
            }
            return name.endsWith(".parquet") ? PARQUET : name.matches(".*\\.(csv|tsv)") ? TABLE : OTHER;
        }
    }

    private static ImportPart part(CsvFile file, CsvOptions options, @Nullable String device, Path temporary) {
        return switch (Kind.of(file.path())) {
            case LINES -> new NdjsonPart(file);
            case PARQUET -> new ParquetPart(file, options, device, temporary);
            case TABLE, OTHER -> new CsvPart(file, options, device);
        };
    }
}
