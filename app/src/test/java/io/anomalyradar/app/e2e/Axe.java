package io.anomalyradar.app.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rules of WCAG 2.2 AA as axe-core checks them, in the page that is open. */
final class Axe {
    private static final Path SCRIPT = RadarProcess.root().resolve("ui/node_modules/axe-core/axe.min.js");
    private static final String RUN =
            """
            async () => {
              const result = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              });
              return result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200)).join(' | '));
            }
            """;

    private Axe() {}

    /** Each rule that is broken, with the elements that break it. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        page.evaluate(script());
        return (List<String>) page.evaluate(RUN);
    }

    private static String script() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException missing) {
            throw new UncheckedIOException("the page's packages are not installed", missing);
        }
    }
}
