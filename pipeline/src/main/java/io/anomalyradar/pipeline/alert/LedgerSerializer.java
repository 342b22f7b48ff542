package io.anomalyradar.pipeline.alert;

import io.anomalyradar.alerting.BudgetState.Day;
import io.anomalyradar.alerting.BudgetState.Ledger;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The ledger of a channel's budget, in checkpoints.
 *
 * <pre>
 * int   waiting
 * long  digestMillis
 * long  nowMillis
 * int   number of days, and for each: long day, int sent, int number of ranks, long each rank
 * </pre>
 */
public final class LedgerSerializer extends StateSerializer<Ledger> {
    static final StateTypeInfo<Ledger> TYPE = new StateTypeInfo<>(Ledger.class, new LedgerSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public Ledger createInstance() {
        return Ledger.EMPTY;
    }

    /** The value itself, which is immutable. */
    @Override
    public Ledger copy(Ledger from) {
        return from;
    }

    @Override
    protected void write(Ledger ledger, DataOutput out) throws IOException {
        out.writeInt(ledger.waiting());
        out.writeLong(ledger.digestMillis());
        out.writeLong(ledger.nowMillis());
        out.writeInt(ledger.days().size());
        for (Day day : ledger.days()) {
            out.writeLong(day.day());
            out.writeInt(day.sent());
            out.writeInt(day.ranks().size());
            for (long rank : day.ranks()) {
                out.writeLong(rank);
            }
        }
    }

    @Override
    protected Ledger read(DataInput in, int version) throws IOException {
        int waiting = in.readInt();
        long digestMillis = in.readLong();
        long nowMillis = in.readLong();
        int days = in.readInt();
        List<Day> read = new ArrayList<>(days);
        for (int i = 0; i < days; i++) {
            long day = in.readLong();
            int sent = in.readInt();
            List<Long> ranks = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                ranks.add(in.readLong());
            }
            read.add(new Day(day, sent, ranks));
        }
        return new Ledger(read, waiting, digestMillis, nowMillis);
    }

    @Override
    public TypeSerializerSnapshot<Ledger> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<Ledger> {
        public Snapshot() {
            super(new LedgerSerializer());
        }
    }
}
