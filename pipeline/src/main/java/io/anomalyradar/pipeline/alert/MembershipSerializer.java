package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.Membership;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * How an alert belongs to an incident, in checkpoints.
 *
 * <pre>
 * text     id of the incident
 * text     severity of which people were notified; empty: they were not
 * boolean  whether the incident is notified in its place
 * </pre>
 */
public final class MembershipSerializer extends StateSerializer<Membership> {
    static final StateTypeInfo<Membership> TYPE = new StateTypeInfo<>(Membership.class, new MembershipSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public Membership createInstance() {
        return new Membership("", null, false);
    }

    /** The value itself, which is immutable. */
    @Override
    public Membership copy(Membership from) {
        return from;
    }

    @Override
    protected void write(Membership membership, DataOutput out) throws IOException {
        Text.write(out, membership.incident());
        AlertSeverity notified = membership.notified();
        Text.write(out, notified == null ? "" : notified.name());
        out.writeBoolean(membership.withheld());
    }

    @Override
    protected Membership read(DataInput in, int version) throws IOException {
        String incident = Text.read(in);
        String notified = Text.read(in);
        return new Membership(incident, notified.isEmpty() ? null : AlertSeverity.valueOf(notified), in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<Membership> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<Membership> {
        public Snapshot() {
            super(new MembershipSerializer());
        }
    }
}
