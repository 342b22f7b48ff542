package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.OpenEscalation;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * How far an escalation is, in checkpoints.
 *
 * <pre>
 * text     id of the escalation
 * int      level, round, number
 * long     when it is due
 * boolean  whether it is superseded
 * int      channels that were reached, then each as text
 * int      length of the notification as JSON, then its bytes
 * </pre>
 */
public final class OpenEscalationSerializer extends StateSerializer<OpenEscalation> {
    static final StateTypeInfo<OpenEscalation> TYPE =
            new StateTypeInfo<>(OpenEscalation.class, new OpenEscalationSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public OpenEscalation createInstance() {
        throw new UnsupportedOperationException("an escalation is of a notification");
    }

    /** The value itself, which is immutable. */
    @Override
    public OpenEscalation copy(OpenEscalation from) {
        return from;
    }

    @Override
    protected void write(OpenEscalation escalation, DataOutput out) throws IOException {
        Text.write(out, escalation.escalation());
        out.writeInt(escalation.level());
        out.writeInt(escalation.round());
        out.writeInt(escalation.number());
        out.writeLong(escalation.dueMillis());
        out.writeBoolean(escalation.superseded());
        out.writeInt(escalation.reached().size());
        for (String channel : escalation.reached()) {
            Text.write(out, channel);
        }
        byte[] newest = NoticeJson.encode(escalation.newest());
        out.writeInt(newest.length);
        out.write(newest);
    }

    @Override
    protected OpenEscalation read(DataInput in, int version) throws IOException {
        String id = Text.read(in);
        int level = in.readInt();
        int round = in.readInt();
        int number = in.readInt();
        long due = in.readLong();
        boolean superseded = in.readBoolean();
        List<String> reached = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            reached.add(Text.read(in));
        }
        byte[] newest = new byte[in.readInt()];
        in.readFully(newest);
        return new OpenEscalation(id, level, round, number, due, superseded, reached, NoticeJson.decode(newest));
    }

    @Override
    public TypeSerializerSnapshot<OpenEscalation> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<OpenEscalation> {
        public Snapshot() {
            super(new OpenEscalationSerializer());
        }
    }
}
