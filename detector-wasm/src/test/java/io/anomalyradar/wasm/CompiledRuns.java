package io.anomalyradar.wasm;

import io.anomalyradar.detector.multivariate.MultivariateParityRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.jso.JSExport;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * The test code that runs in the browser in addition to the shipped core, compiled in the same way, and its
 * compilation.
 */
final class CompiledRuns {

    private CompiledRuns() {}

    /** Nothing runs before it is called. */
    public static void main(String[] arguments) {}

    /** The lines of {@link Operations}. */
    @JSExport
    public static String operations() {
        return String.join("\n", Operations.lines());
    }

    /** The lines of {@link MultivariateParityRun}. */
    @JSExport
    public static String multivariate(int frames) {
        return String.join("\n", MultivariateParityRun.lines(frames));
    }

    /** Puts {@code core.js}, {@code core.wasm} and its runtime beside the pages of the tests. */
    static void compile() throws IOException, TeaVMToolException {
        Path page = Path.of("target", "test-classes", "page");
        compile(TeaVMTargetType.JAVASCRIPT, "core.js", page);
        compile(TeaVMTargetType.WEBASSEMBLY_GC, "core.wasm", page);
        String runtime = "core.wasm-runtime.js";
        try (InputStream shipped = WebFiles.shipped(runtime)) {
            Files.copy(shipped, page.resolve(runtime), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void compile(TeaVMTargetType type, String file, Path folder) throws TeaVMToolException {
        TeaVMTool tool = new TeaVMTool();
        tool.setTargetType(type);
        tool.setJsModuleType(JSModuleType.ES2015);
        tool.setTargetDirectory(folder.toFile());
        tool.setTargetFileName(file);
        tool.setMainClass(CompiledRuns.class.getName());
        tool.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
        tool.setStrict(true);
        tool.setObfuscated(true);
        tool.setCacheDirectory(new File("target", "teavm-cache-tests"));
        tool.generate();
        if (!tool.getProblemProvider().getSevereProblems().isEmpty()) {
            throw new IllegalStateException(
                    tool.getProblemProvider().getSevereProblems().get(0).getText());
        }
    }
}
