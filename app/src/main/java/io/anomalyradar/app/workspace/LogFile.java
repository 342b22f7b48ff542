package io.anomalyradar.app.workspace;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of every part of the process: at most 3 files of 10 MB. */
public final class LogFile {
    private static final String MAX_SIZE = "10MB";
    private static final int OLD_FILES = 2;
    /**
     * They warn about intended settings: no log file of Flink's own, no Hadoop tokens, gauges with the same name in its
     * Kafka sink.
     */
    private static final List<String> CRYING_WOLF = List.of(
            "org.apache.flink.metrics.MetricGroup",
            "org.apache.flink.runtime.metrics.util.MetricUtils",
            "org.apache.flink.runtime.security.token.DefaultDelegationTokenManager",
            "org.apache.flink.runtime.webmonitor.WebMonitorUtils");

    private LogFile() {}

    /**
     * Writes all further log output to {@code directory}/radar.log, until the process ends.
     *
     * @param json an object a line, or text; either has the id of the trace that a line belongs to
     */
    public static void open(Path directory, boolean json) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(directory.resolve("radar.log").toString());
        file.setEncoder(json ? jsonEncoder(context) : encoder(context));
        roll(file, context, directory);
        file.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(file);
        context.getLogger("io.anomalyradar").setLevel(Level.INFO);
        CRYING_WOLF.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }

    private static void roll(RollingFileAppender<ILoggingEvent> file, LoggerContext context, Path directory) {
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(file);
        window.setFileNamePattern(directory.resolve("radar.%i.log").toString());
        window.setMinIndex(1);
        window.setMaxIndex(OLD_FILES);
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf(MAX_SIZE));
        size.start();
        file.setRollingPolicy(window);
        file.setTriggeringPolicy(size);
    }

    private static JsonEncoder jsonEncoder(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithContext(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{36} [%thread] %replace(%X{trace}){'^(.+)$', 'trace=$1 '}%msg%n");
        encoder.start();
        return encoder;
    }
}
