package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpResponse;
import io.anomalyradar.history.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers that are computed only as long as their client waits. */
public final class Awaited {
    private Awaited() {}

    /** The answer that {@code work} computes; the cancellation it is given is cancelled when the client leaves. */
    public static HttpResponse answer(Function<Cancellation, CompletableFuture<HttpResponse>> work) {
        Cancellation cancellation = new Cancellation();
        HttpResponse response = HttpResponse.of(work.apply(cancellation));
        var unused = response.whenComplete().exceptionally(left -> {
            cancellation.cancel();
            return null;
        });
        return response;
    }
}
