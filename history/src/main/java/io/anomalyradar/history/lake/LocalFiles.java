package io.anomalyradar.history.lake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/** Files of this machine or of a shared file system, by absolute path. What is closed is on the disk. */
final class LocalFiles implements FileIO {
    private static final long serialVersionUID = 1;
    private static final String SCHEME = "file:";

    /** The path of {@code location}: another engine may have written "file:/x" or "file:///x". */
    static Path path(String location) {
        if (!location.startsWith(SCHEME)) {
            return Path.of(location);
        }
        return Path.of("/" + location.substring(SCHEME.length()).replaceFirst("^/+", ""));
    }

    @Override
    public InputFile newInputFile(String location) {
        return new Input(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Output(location);
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.delete(path(location));
        } catch (NoSuchFileException absent) {
            throw new NotFoundException(absent, "%s", location);
        } catch (IOException failed) {
            throw new RuntimeIOException(failed);
        }
    }

    @Override
    public Map<String, String> properties() {
        return Map.of();
    }

    private record Input(String location) implements InputFile {
        @Override
        public long getLength() {
            try {
                return Files.size(path(location));
            } catch (NoSuchFileException absent) {
                throw new NotFoundException(absent, "%s", location);
            } catch (IOException failed) {
                throw new RuntimeIOException(failed);
            }
        }

        @Override
        public SeekableInputStream newStream() {
            try {
                return new FileReading(path(location));
            } catch (NoSuchFileException absent) {
                throw new NotFoundException(absent, "%s", location);
            } catch (IOException failed) {
                throw new RuntimeIOException(failed);
            }
        }

        @Override
        public boolean exists() {
            return Files.exists(path(location));
        }
    }

    private record Output(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.TRUNCATE_EXISTING);
        }

        private PositionOutputStream open(StandardOpenOption mode) {
            try {
                Path path = path(location);
                FileWriting.createDirectories(path.getParent());
                return new FileWriting(path, mode);
            } catch (FileAlreadyExistsException exists) {
                throw new AlreadyExistsException(exists, "%s", location);
            } catch (IOException failed) {
                throw new LakeFailure("cannot create " + location, failed);
            }
        }

        @Override
        public InputFile toInputFile() {
            return new Input(location);
        }
    }
}
