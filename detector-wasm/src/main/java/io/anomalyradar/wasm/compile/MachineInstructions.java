package io.anomalyradar.wasm.compile;

import java.util.Map;
import java.util.stream.Stream;
import org.teavm.ast.InvocationExpr;
import org.teavm.backend.wasm.intrinsics.WasmGCInlineIntrinsic;
import org.teavm.backend.wasm.intrinsics.WasmGCInlineIntrinsicContext;
import org.teavm.backend.wasm.model.instruction.WasmFloatBinaryOperation;
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
 * For WebAssembly: makes one instruction of −x and of the exact functions of {@link Math}. TeaVM makes 0 − x of −x,
 * which is 0 and not −0 for 0; branches of {@code abs}, {@code min} and {@code max}; and calls of JavaScript of the
 * others.
 */
final class MachineInstructions extends Arithmetic {

    private static final Map<String, WasmFloatUnaryOperation> OF_ONE = Map.of(
            "negate", WasmFloatUnaryOperation.NEG,
            "abs", WasmFloatUnaryOperation.ABS,
            "ceil", WasmFloatUnaryOperation.CEIL,
            "floor", WasmFloatUnaryOperation.FLOOR,
            "sqrt", WasmFloatUnaryOperation.SQRT);
    private static final Map<String, WasmFloatBinaryOperation> OF_TWO = Map.of(
            "min", WasmFloatBinaryOperation.MIN,
            "max", WasmFloatBinaryOperation.MAX);

    static void register(IntrinsicRegistry<WasmGCInlineIntrinsic> registry) {
        registry.registerIntrinsic(
                Machine.class,
                MachineInstructions::generate,
                Stream.concat(OF_ONE.keySet().stream(), OF_TWO.keySet().stream())
                        .toArray(String[]::new));
    }

    private static void generate(
            InvocationExpr call, WasmGCInlineIntrinsicContext context, WasmInstructionBuilder builder) {
        call.getArguments().forEach(argument -> context.generate(builder, argument));
        String name = call.getMethod().getName();
        WasmFloatBinaryOperation ofTwo = OF_TWO.get(name);
        if (ofTwo == null) {
            builder.floatUnary(WasmFloatType.FLOAT64, OF_ONE.get(name));
        } else {
            builder.floatBinary(WasmFloatType.FLOAT64, ofTwo);
        }
    }

    @Override
    void rewrite(BinaryInstruction binary) {
        // is translated unchanged
    }

    @Override
    void rewrite(NegateInstruction negation) {
        negation.replace(call(
                new MethodReference(Machine.class, "negate", double.class, double.class),
                negation.getReceiver(),
                negation.getOperand()));
    }

    @Override
    void rewrite(InvokeInstruction call) {
        String name = call.getMethod().getName();
        MethodReference ofOne = new MethodReference(Math.class, name, double.class, double.class);
        MethodReference ofTwo = new MethodReference(Math.class, name, double.class, double.class, double.class);
        if ((OF_ONE.containsKey(name) && call.getMethod().equals(ofOne))
                || (OF_TWO.containsKey(name) && call.getMethod().equals(ofTwo))) {
            call.replace(call(
                    new MethodReference(
                            Machine.class.getName(), call.getMethod().getDescriptor()),
                    call.getReceiver(),
                    call.getArguments().toArray(Variable[]::new)));
        }
    }

    private static InvokeInstruction call(MethodReference method, Variable receiver, Variable... operands) {
        InvokeInstruction call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL);
        call.setMethod(method);
        call.setReceiver(receiver);
        call.setArguments(operands);
        return call;
    }

    /** Placeholders for the instructions until WebAssembly is written; only compiled code can call them. */
    private static final class Machine {
        static native double negate(double x);

        static native double abs(double x);

        static native double ceil(double x);

        static native double floor(double x);

        static native double sqrt(double x);

        static native double min(double a, double b);

        static native double max(double a, double b);
    }
}
