package io.anomalyradar.server.query;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.ExportFormat;
import io.anomalyradar.history.ExportedFile;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exported files on their way to clients. A few exist at once, each for a limited time; a file is deleted when its
 * client has it, and when the client leaves. Thread-safe.
 */
final class Downloads {
    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final Duration MOST = Duration.ofMinutes(30);
    private static final int MAX_FILES = 4;

    private final Semaphore places = new Semaphore(MAX_FILES);

    /** The answer that carries the file that {@code export} writes in this thread. */
    HttpResponse answer(ServiceRequestContext context, ExportFormat format, Supplier<ExportedFile> export) {
        if (!places.tryAcquire()) {
            throw Problem.of(
                            ProblemCode.OVERLOADED,
                            MAX_FILES + " exports are made or downloaded already: try again when one is finished")
                    .retryAfter(10)
                    .exception();
        }
        ExportedFile exported;
        try {
            exported = export.get();
        } catch (RuntimeException failure) {
            places.release();
            throw failure;
        }
        context.setRequestTimeout(TimeoutMode.SET_FROM_NOW, MOST);
        StreamMessage<HttpData> content = StreamMessage.of(exported.file());
        HttpResponse response = HttpResponse.of(headers(format, exported), content);
        var unused = response.whenComplete().handle((sent, left) -> {
            end(exported);
            return null;
        });
        return response;
    }

    private void end(ExportedFile exported) {
        places.release();
        try {
            exported.close();
        } catch (RuntimeException failure) {
            LOG.warn("an exported file stays until the store is opened again", failure);
        }
    }

    private static ResponseHeaders headers(ExportFormat format, ExportedFile exported) {
        MediaType type =
                switch (format) {
                    case CSV -> MediaType.CSV_UTF_8;
                    case NDJSON -> MediaType.create("application", "x-ndjson");
                    case PARQUET -> MediaType.create("application", "vnd.apache.parquet");
                };
        return ResponseHeaders.builder(HttpStatus.OK)
                .contentType(type)
                .contentLength(exported.bytes())
                .set(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"radar-export." + format.word() + '"')
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .setLong("radar-rows", exported.rows())
                .build();
    }
}
