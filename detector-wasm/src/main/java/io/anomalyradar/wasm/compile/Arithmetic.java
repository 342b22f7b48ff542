package io.anomalyradar.wasm.compile;

import java.util.ArrayList;
import java.util.List;
import org.teavm.model.BasicBlock;
import org.teavm.model.CallLocation;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NegateInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * A pass over each operation on doubles in this product's methods; the library that comes with the compiler is left
 * alone. Refuses to compile {@code %} of doubles, which WebAssembly gets wrong for large quotients, and floats, which
 * JavaScript does not round.
 */
abstract class Arithmetic implements ClassHolderTransformer {

    private static final String PRODUCT = "io.anomalyradar.";

    @Override
    public final void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().startsWith(PRODUCT)) {
            return;
        }
        for (MethodHolder method : type.getMethods()) {
            Program program = method.getProgram();
            if (program != null) {
                for (BasicBlock block : program.getBasicBlocks()) {
                    rewrite(block);
                    for (Instruction instruction : block) {
                        if (isRefused(instruction)) {
                            CallLocation place = new CallLocation(method.getReference(), instruction.getLocation());
                            context.getDiagnostics().error(place, "no % of doubles, no floats: see docs/adr/0006");
                        }
                    }
                }
            }
        }
    }

    private static boolean isRefused(Instruction instruction) {
        if (!(instruction instanceof BinaryInstruction binary)) {
            return false;
        }
        NumericOperandType type = binary.getOperandType();
        boolean remainder = binary.getOperation() == BinaryOperation.MODULO;
        return type == NumericOperandType.FLOAT || (type == NumericOperandType.DOUBLE && remainder);
    }

    private void rewrite(BasicBlock block) {
        List<Instruction> asCompiled = new ArrayList<>();
        block.forEach(asCompiled::add);
        for (Instruction instruction : asCompiled) {
            if (instruction instanceof BinaryInstruction binary
                    && binary.getOperandType() == NumericOperandType.DOUBLE) {
                rewrite(binary);
            } else if (instruction instanceof NegateInstruction negation
                    && negation.getOperandType() == NumericOperandType.DOUBLE) {
                rewrite(negation);
            } else if (instruction instanceof InvokeInstruction call) {
                rewrite(call);
            }
        }
    }

    abstract void rewrite(BinaryInstruction binary);

    abstract void rewrite(NegateInstruction negation);

    abstract void rewrite(InvokeInstruction call);

    static BinaryInstruction subtraction(Variable receiver, Variable from, Variable subtracted) {
        BinaryInstruction difference = new BinaryInstruction(BinaryOperation.SUBTRACT, NumericOperandType.DOUBLE);
        difference.setReceiver(receiver);
        difference.setFirstOperand(from);
        difference.setSecondOperand(subtracted);
        return difference;
    }

    static NegateInstruction negation(Variable receiver, Variable operand) {
        NegateInstruction negation = new NegateInstruction(NumericOperandType.DOUBLE);
        negation.setReceiver(receiver);
        negation.setOperand(operand);
        return negation;
    }
}
