package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
    private static final HttpService SERVICE = (context, request) -> HttpResponse.of(HttpStatus.OK);

    private final OriginGuard guard = new OriginGuard(List.of("https://ops.example.com"));

    private HttpStatus ask(String host, String origin) throws Exception {
        HttpRequest request = HttpRequest.of(RequestHeaders.builder(HttpMethod.GET, "/ws/live")
                .authority(host)
                .set(HttpHeaderNames.ORIGIN, origin)
                .build());
        return guard.serve(SERVICE, ServiceRequestContext.of(request), request)
                .aggregate()
                .join()
                .status();
    }

    /** A browser sends a POST without a body unasked: any page could have rolled the configuration back. */
    @Test
    void changeByAPageOfAnotherOrigin_refused_readingIsNot() throws Exception {
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
            assertThatThrownBy(() -> change(method, "http://evil.example")).isInstanceOf(ProblemException.class);
            assertThat(change(method, "https://ops.example.com")).isEqualTo(HttpStatus.OK);
        }
        assertThat(change(HttpMethod.GET, "http://evil.example")).isEqualTo(HttpStatus.OK);
    }

    private HttpStatus change(HttpMethod method, String origin) throws Exception {
        HttpRequest request = HttpRequest.of(RequestHeaders.builder(method, "/api/v1/config/rollback?to=1")
                .authority("radar.example:8080")
                .set(HttpHeaderNames.ORIGIN, origin)
                .build());
        return guard.ofChanges()
                .serve(SERVICE, ServiceRequestContext.of(request), request)
                .aggregate()
                .join()
                .status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://radar.example:8080", "https://radar.example:8080", "https://OPS.example.com"})
    void ownOrNamedOrigin_admitted(String origin) throws Exception {
        assertThat(ask("radar.example:8080", origin)).isEqualTo(HttpStatus.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://radar.example",
                "http://radar.example:80801",
                "https://ops.example.com.evil.example",
                "null",
                ""
            })
    void otherOrigin_refused(String origin) {
        assertThatThrownBy(() -> ask("radar.example:8080", origin))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("server.cors-origins");
    }

    @Test
    void noOrigin_isNoPage_admitted() throws Exception {
        HttpRequest request = HttpRequest.of(HttpMethod.GET, "/ws/live");

        HttpResponse answer = guard.serve(SERVICE, ServiceRequestContext.of(request), request);

        assertThat(answer.aggregate().join().status()).isEqualTo(HttpStatus.OK);
    }
}
