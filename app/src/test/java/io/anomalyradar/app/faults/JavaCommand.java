package io.anomalyradar.app.faults;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program on the JDK that runs the tests. */
final class JavaCommand {
    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %level %logger %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private JavaCommand() {}

    /** The words before the main class: little memory, a quick start, warnings only. */
    static List<String> of(String memory, String classPath, Path home) throws IOException {
        Path logging = home.resolve("logback.xml");
        if (!Files.exists(logging)) {
            Files.writeString(logging, LOGGING);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dlogback.configurationFile=" + logging,
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                classPath);
    }

    static Process start(List<String> command, Path directory, String log) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve(log).toFile()))
                .start();
    }
}
