package io.anomalyradar.wasm.compile;

import java.util.Map;
import org.teavm.ast.InvocationExpr;
import org.teavm.backend.wasm.intrinsics.WasmGCInlineIntrinsic;
import org.teavm.backend.wasm.intrinsics.WasmGCInlineIntrinsicContext;
import org.teavm.backend.wasm.model.instruction.WasmFloatType;
import org.teavm.backend.wasm.model.instruction.WasmFloatUnaryOperation;
import org.teavm.backend.wasm.model.instruction.WasmInstructionBuilder;
import org.teavm.model.MethodReference;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NegateInstruction;
import org.teavm.vm.intrinsic.IntrinsicRegistry;

/**
 * For WebAssembly: makes one instruction of −x and of the exact functions of {@link Math}. TeaVM makes 0 − x of −x, which is 0 and not −0 for 0;
 * a branch of {@code abs}; and calls of JavaScript of the others.
 */
final class UnaryInstructions extends Arithmetic {

    private static final Map<String, WasmFloatUnaryOperation> OPERATIONS = Map.of(
            "negate", WasmFloatUnaryOperation.NEG,
            "abs", WasmFloatUnaryOperation.ABS,
            "ceil", WasmFloatUnaryOperation.CEIL,
            "floor", WasmFloatUnaryOperation.FLOOR,
            "sqrt", WasmFloatUnaryOperation.SQRT);

    static void register(IntrinsicRegistry<WasmGCInlineIntrinsic> registry) {
        registry.registerIntrinsic(
                Unary.class, UnaryInstructions::generate, OPERATIONS.keySet().toArray(String[]::new));
    }

    private static void generate(
            InvocationExpr call, WasmGCInlineIntrinsicContext context, WasmInstructionBuilder builder) {
        context.generate(builder, call.getArguments().get(0));
        builder.floatUnary(
                WasmFloatType.FLOAT64, OPERATIONS.get(call.getMethod().getName()));
    }

    @Override
    void rewrite(BinaryInstruction binary) {
        // is translated as it is
    }

    @Override
    void rewrite(NegateInstruction negation) {
        negation.replace(call("negate", negation.getReceiver(), negation.getOperand()));
    }

    @Override
    void rewrite(InvokeInstruction call) {
        MethodReference method = call.getMethod();
        if (OPERATIONS.containsKey(method.getName()) && method.equals(of(Math.class, method.getName()))) {
            call.replace(call(
                    method.getName(), call.getReceiver(), call.getArguments().get(0)));
        }
    }

    private static InvokeInstruction call(String operation, Variable receiver, Variable operand) {
        InvokeInstruction call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL);
        call.setMethod(of(Unary.class, operation));
        call.setReceiver(receiver);
        call.setArguments(operand);
        return call;
    }

    private static MethodReference of(Class<?> type, String name) {
        return new MethodReference(type, name, double.class, double.class);
    }

    /** Stands for the instructions until WebAssembly is written; nothing but compiled code can call it. */
    private static final class Unary {
        static native double negate(double x);

        static native double abs(double x);

        static native double ceil(double x);

        static native double floor(double x);

        static native double sqrt(double x);
    }
}
