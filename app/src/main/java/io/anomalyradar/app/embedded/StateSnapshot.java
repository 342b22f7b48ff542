package io.anomalyradar.app.embedded;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * A checkpoint or savepoint on disk.
 *
 * @param directory holds {@code _metadata}
 * @param completed when it was
 */
record StateSnapshot(Path directory, FileTime completed) {
    static final String METADATA = "_metadata";

    static StateSnapshot in(Path directory) throws IOException {
        return new StateSnapshot(directory, Files.getLastModifiedTime(directory.resolve(METADATA)));
    }

    /**
     * Why the job cannot be restored from it: the metadata is unreadable, or a file it names is absent or has another
     * size. Empty when no fault is found; only the job reads the contents of the files.
     */
    String damage() {
        Path metadata = directory.resolve(METADATA);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            CheckpointMetadata snapshot =
                    Checkpoints.loadCheckpointMetadata(in, StateSnapshot.class.getClassLoader(), directory.toString());
            for (OperatorState operator : snapshot.getOperatorStates()) {
                String damage = damage(operator.getDiscardables());
                if (!damage.isEmpty()) {
                    return damage;
                }
            }
            return "";
        } catch (IOException | RuntimeException unreadable) {
            return METADATA + " is unreadable: " + unreadable.getMessage();
        }
    }

    private static String damage(Collection<StateObject> states) throws IOException {
        for (StateObject state : states) {
            String damage = damage(state);
            if (!damage.isEmpty()) {
                return damage;
            }
        }
        return "";
    }

    private static String damage(StateObject state) throws IOException {
        if (state instanceof FileStateHandle file) {
            Path path = Path.of(file.getFilePath().toUri());
            boolean whole = Files.exists(path) && Files.size(path) == file.getStateSize();
            return whole ? "" : path.getFileName() + " is absent or cut short";
        }
        if (state instanceof KeyGroupsStateHandle keyed) {
            return damage(keyed.getDelegateStateHandle());
        }
        return state instanceof OperatorStreamStateHandle operator ? damage(operator.getDelegateStateHandle()) : "";
    }
}
