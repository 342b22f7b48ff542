package io.anomalyradar.wasm.compile;

import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.DoubleConstantInstruction;
import org.teavm.model.instructions.NegateInstruction;

/** For WebAssembly, where TeaVM makes 0 − x of −x, which is 0 and not −0 for 0: makes −0 − x of it, which is right for every x. */
public final class SignedZeros extends Arithmetic {

    @Override
    void rewrite(BinaryInstruction binary) {
        // is translated as it is
    }

    @Override
    void rewrite(NegateInstruction negation) {
        DoubleConstantInstruction zero = new DoubleConstantInstruction();
        zero.setConstant(-0.0);
        zero.setReceiver(negation.getProgram().createVariable());
        negation.insertPrevious(zero);
        negation.replace(subtraction(negation.getReceiver(), zero.getReceiver(), negation.getOperand()));
    }
}
