package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyReceiverTest {
    private final BodyBudget budget = new BodyBudget(10 << 20);

    private List<byte[]> received(List<byte[]> pieces) {
        HttpRequestWriter body = HttpRequest.streaming(RequestHeaders.of(HttpMethod.POST, "/"));
        ServiceRequestContext context = ServiceRequestContext.of(body);
        BodyReceiver receiver = BodyReceiver.start(body, context, budget);
        pieces.forEach(piece -> body.write(HttpData.wrap(piece)));
        body.close();
        return receiver.received().join();
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    /** Kept one by one they would take forty times the memory that the budget counts. */
    @Test
    void piecesOfOneByte_areKeptTogether() {
        List<byte[]> pieces = new Random(1)
                .ints(100_000)
                .mapToObj(value -> new byte[] {(byte) value})
                .toList();

        List<byte[]> received = received(pieces);

        assertThat(received.size()).isLessThan(20);
        assertThat(joined(received)).isEqualTo(joined(pieces));
        assertThat(budget.reserved()).isEqualTo(100_000);
    }

    @Test
    void piecesOfAnySize_areTheSameBody() {
        Random random = new Random(2);
        List<byte[]> pieces = random.ints(500, 0, 20_000)
                .mapToObj(length -> {
                    byte[] piece = new byte[random.nextBoolean() ? length : length / 100];
                    random.nextBytes(piece);
                    return piece;
                })
                .toList();

        assertThat(joined(received(pieces))).isEqualTo(joined(pieces));
    }
}
