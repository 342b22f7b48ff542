package io.anomalyradar.edge.file;

import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.edge.intake.FrameDelivery;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.Reconnecting;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the files of one path as they grow. */
public final class FileSource implements Source {
    private static final long POLL_MILLIS = 250;
    private static final int MAX_FILES = 100;
    private static final byte[] NO_POSITION = {};

    private final FileSettings settings;
    private final Intake intake;
    private final Clock clock;
    private final SourceCounts counts;
    private final Reconnecting sessions;
    private final Map<Path, TailedFile> open = new HashMap<>();
    private boolean first = true;

    public FileSource(FileSettings settings, Intake intake, Clock clock) {
        this.settings = settings;
        this.intake = intake;
        this.clock = clock;
        this.counts = new SourceCounts(settings.name(), clock);
        this.sessions = new Reconnecting(counts, this::session);
    }

    @Override
    public SourceCounts counts() {
        return counts;
    }

    @Override
    public void start() {
        sessions.start();
    }

    private void session() throws IOException, InterruptedException {
        try {
            while (true) {
                List<Path> files = files();
                if (files.isEmpty() && open.isEmpty()) {
                    counts.disconnected("no file is called " + settings.path());
                } else {
                    counts.connected();
                }
                for (Path file : files) {
                    follow(file);
                }
                for (Path gone : open.keySet().stream()
                        .filter(file -> !files.contains(file))
                        .toList()) {
                    finish(gone);
                }
                first = false;
                Thread.sleep(POLL_MILLIS);
            }
        } finally {
            for (TailedFile file : open.values()) {
                file.close();
            }
            open.clear();
        }
    }

    private List<Path> files() throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        String name = String.valueOf(settings.path().getFileName()).replaceAll("([\\[\\]{}\\\\])", "\\\\$1");
        Path directory = settings.path().getParent();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(directory, name)) {
            matching.forEach(files::add);
        } catch (NoSuchFileException absent) {
            return List.of();
        }
        if (files.size() > MAX_FILES) {
            counts.troubled(
                    files.size() + " files are called " + settings.path() + ": the first " + MAX_FILES + " are read");
        }
        return files.stream().limit(MAX_FILES).toList();
    }

    private void follow(Path file) throws IOException, InterruptedException {
        TailedFile tailed = open.get(file);
        if (tailed == null) {
            tailed = begin(file);
            if (tailed == null) {
                return;
            }
            open.put(file, tailed);
        }
        if (tailed.isReplaced()) {
            counts.troubled(file + " was emptied or written anew: it is read from its beginning");
            tailed.restart();
        }
        drain(file, tailed);
        if (!tailed.position().file().equals(FilePosition.identity(file))) {
            finish(file);
        }
    }

    /** Opens {@code file}; first reads to its end the file that had the name before, wherever it is now. */
    private @Nullable TailedFile begin(Path file) throws IOException, InterruptedException {
        FilePosition known = FilePosition.of(intake.position(key(file)));
        String identity = FilePosition.identity(file);
        if (known != null && !known.file().equals(identity)) {
            Path moved = moved(file, known.file());
            if (moved == null) {
                counts.troubled(file + " was rotated away while the gateway was not there: what it had behind byte "
                        + known.offset() + " is not read");
            } else {
                try (TailedFile old = TailedFile.open(moved, known, settings.maxLine())) {
                    if (old != null) {
                        drain(file, old);
                        last(file, old);
                    }
                }
            }
        }
        TailedFile tailed = TailedFile.open(file, known, settings.maxLine());
        if (tailed != null && known == null && first && settings.start() == FileSettings.Start.END) {
            tailed.skipToEnd();
            deliver(file, tailed, List.of());
        }
        return tailed;
    }

    /** Where the file of this identity is now, in the same directory. */
    private static @Nullable Path moved(Path file, String identity) throws IOException {
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(file.resolveSibling("."))) {
            for (Path sibling : siblings) {
                if (identity.equals(FilePosition.identity(sibling))) {
                    return sibling;
                }
            }
        }
        return null;
    }

    /** The file has another name now, or none: it is read to its end and closed. */
    private void finish(Path file) throws IOException, InterruptedException {
        try (TailedFile gone = open.remove(file)) {
            if (gone != null) {
                drain(file, gone);
                last(file, gone);
            }
        }
        if (!Files.exists(file)) {
            intake.put(new FrameDelivery(List.of(), List.of(new Position(key(file), NO_POSITION, false)), () -> {}));
        }
    }

    private void drain(Path file, TailedFile tailed) throws IOException, InterruptedException {
        TailedFile.Lines lines;
        do {
            lines = tailed.read(FrameDelivery.MAX_FRAMES / 2);
            if (!lines.lines().isEmpty()) {
                deliver(file, tailed, lines.lines());
            }
        } while (!lines.end());
    }

    private void last(Path file, TailedFile tailed) throws IOException, InterruptedException {
        byte[] line = tailed.lastLine();
        if (line.length > 0) {
            deliver(file, tailed, List.of(line));
        }
    }

    private void deliver(Path file, TailedFile tailed, List<byte @Nullable []> lines) throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        for (byte[] line : lines) {
            if (line == null) {
                counts.refused(RefusalCode.TOO_LARGE, "a line is longer than max-line");
            } else if (!isBlank(line)) {
                List<Decoded> read = settings.form().read(line, String.valueOf(file.getFileName()));
                counts.taken(read).forEach(frame -> frames.add(timed(frame)));
            }
        }
        Position position = new Position(key(file), tailed.position().bytes(), false);
        intake.put(new FrameDelivery(frames, List.of(position), () -> {}));
    }

    private static boolean isBlank(byte[] line) {
        for (byte next : line) {
            if (next != ' ' && next != '\t') {
                return false;
            }
        }
        return true;
    }

    private Frame timed(Frame frame) {
        return frame.timestampMillis() == Frame.NO_TIMESTAMP ? frame.withTimestampMillis(clock.millis()) : frame;
    }

    private String key(Path file) {
        return counts.name() + "/" + file.getFileName();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
