package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.JointStateCodec;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of a {@link StoredJoint} in a checkpoint, version 1: length and bytes of the open anomaly, then of
 * the joint state (spec/detector-state.md). Damaged bytes are kept as {@link StoredSeriesSerializer} describes.
 */
final class StoredJointSerializer extends StateSerializer<StoredJoint> {
    static final StateTypeInfo<StoredJoint> TYPE = new StateTypeInfo<>(StoredJoint.class, new StoredJointSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public StoredJoint createInstance() {
        return StoredJoint.of(new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT).newState());
    }

    @Override
    public StoredJoint copy(StoredJoint from) {
        return from.copy();
    }

    @Override
    protected void write(StoredJoint stored, DataOutput out) throws IOException {
        JointState state = stored.state();
        if (state == null) {
            StateBytes.write(stored.unreadable(), out);
        } else {
            StateBytes.write(state.anomaly(), state::describe, out);
            StateBytes.write(JointStateCodec.encode(state), out);
        }
    }

    @Override
    protected StoredJoint read(DataInput in, int version) throws IOException {
        return StateBytes.read(
                in,
                (bytes, open) -> {
                    JointState state = JointStateCodec.decode(bytes);
                    state.anomaly(open);
                    return StoredJoint.of(state);
                },
                StoredJoint::unreadable);
    }

    @Override
    public TypeSerializerSnapshot<StoredJoint> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<StoredJoint> {
        public Snapshot() {
            super(new StoredJointSerializer());
        }
    }
}
