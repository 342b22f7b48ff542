package io.anomalyradar.app.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file to read.
 *
 * @param name path below the folder that was given, with {@code /} between its parts; the file's name when a file was
 *     given
 */
public record CsvFile(Path path, String name) {

    /**
     * The file at {@code path}, whatever its name, or all files below the folder at {@code path} that are named
     * {@code .csv} or {@code .tsv}, plain or {@code .gz}, ordered by name.
     *
     * @throws IOException when there is no such file or folder, or no CSV file in it
     */
    public static List<CsvFile> at(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(new CsvFile(path, String.valueOf(path.getFileName())));
        }
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
        }
        List<CsvFile> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.filter(Files::isRegularFile)
                    .map(file -> new CsvFile(file, slashed(path.relativize(file))))
                    .filter(CsvFile::isNamedAsTable)
                    .sorted(Comparator.comparing(CsvFile::name))
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException(path + ": the folder holds no .csv or .tsv file, plain or .gz");
        }
        return files;
    }

    private boolean isNamedAsTable() {
        String plain = withoutGz().toLowerCase(Locale.ROOT);
        return plain.endsWith(".csv") || plain.endsWith(".tsv");
    }

    private String withoutGz() {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static String slashed(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    /** How many bytes all of {@code files} have as they are stored. */
    public static long bytes(Collection<CsvFile> files) throws IOException {
        long bytes = 0;
        for (CsvFile file : files) {
            bytes += Files.size(file.path());
        }
        return bytes;
    }

    /** The name without {@code .gz} and without {@code .csv}, {@code .tsv} or {@code .txt}. */
    public String stem() {
        String plain = withoutGz();
        String lower = plain.toLowerCase(Locale.ROOT);
        for (String extension : List.of(".csv", ".tsv", ".txt")) {
            if (lower.endsWith(extension) && plain.length() > extension.length()) {
                return plain.substring(0, plain.length() - extension.length());
            }
        }
        return name;
    }

    /** {@code raw}, decompressed when it starts with the gzip header. */
    public static InputStream decompressed(InputStream raw) throws IOException {
        PushbackInputStream in = new PushbackInputStream(raw, 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
