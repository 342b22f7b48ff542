package io.anomalyradar.wasm.compile;

import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NegateInstruction;

/**
 * For JavaScript, where TeaVM writes a + (b + c) and a (b c) without their parentheses, also when the right part was
 * another method's, which it inlines: makes a − −b of a + b and −(a · −b) of a b. They are equal to the bit, signed
 * zeros included, and a minus holds together what comes after it.
 */
final class Parentheses extends Arithmetic {

    @Override
    void rewrite(BinaryInstruction binary) {
        switch (binary.getOperation()) {
            case ADD -> {
                Variable negated = negateRight(binary);
                binary.replace(subtraction(binary.getReceiver(), binary.getFirstOperand(), negated));
            }
            case MULTIPLY -> {
                Variable result = binary.getReceiver();
                binary.setSecondOperand(negateRight(binary));
                binary.setReceiver(binary.getProgram().createVariable());
                binary.insertNext(negation(result, binary.getReceiver()));
            }
            default -> {
                // is written with its parentheses
            }
        }
    }

    private static Variable negateRight(BinaryInstruction binary) {
        Variable negated = binary.getProgram().createVariable();
        binary.insertPrevious(negation(negated, binary.getSecondOperand()));
        return negated;
    }

    @Override
    void rewrite(NegateInstruction negation) {
        // is written unchanged
    }

    @Override
    void rewrite(InvokeInstruction call) {
        // is written unchanged
    }
}
