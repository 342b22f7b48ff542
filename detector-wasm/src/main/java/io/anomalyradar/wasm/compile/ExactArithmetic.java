package io.anomalyradar.wasm.compile;

import org.teavm.backend.javascript.TeaVMJavaScriptHost;
import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * TeaVM loads this class if it is on the class path of the compiled code: it lists the passes that each back end needs.
 */
public final class ExactArithmetic implements TeaVMPlugin {

    @Override
    public void install(TeaVMHost host) {
        if (host.getExtension(TeaVMJavaScriptHost.class) != null) {
            host.add(new Parentheses());
        }
        TeaVMWasmGCHost wasm = host.getExtension(TeaVMWasmGCHost.class);
        if (wasm != null) {
            host.add(new MachineInstructions());
            wasm.contributeToCodeGen((context, registry) -> MachineInstructions.register(registry.inlineIntrinsics()));
        }
    }
}
