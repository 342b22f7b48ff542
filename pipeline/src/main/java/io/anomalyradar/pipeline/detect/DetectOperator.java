package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs a {@link DetectFunction}. Unlike a function, an operator can switch to another key: at the bound of the whole
 * job on frame ids, those of another device are evicted.
 */
public final class DetectOperator extends KeyedProcessOperator<String, ArrivedFrame, ScoreFrame> {

    private final DetectFunction function;

    /** Runs this function. */
    public DetectOperator(DetectFunction function) {
        super(function);
        this.function = function;
    }

    @Override
    public void open() throws Exception {
        super.open();
        try (Stream<String> devices =
                this.<String>getKeyedStateBackend().getKeys(FrameIdStore.STATE, VoidNamespace.INSTANCE)) {
            function.restoreFrameIds(this::setCurrentKey, devices);
        }
    }
}
