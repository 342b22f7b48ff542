package io.anomalyradar.app.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's answer to a body of frames (spec/openapi.yaml).
 *
 * @param accepted frames acknowledged by the broker
 * @param rejected frames of which nothing was accepted
 * @param rejections why, frame by frame and sample by sample
 */
record Receipt(long accepted, long rejected, List<Rejection> rejections) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Why a frame, or a sample of it, was refused.
     *
     * @param index the frame's place in the body, from 0
     * @param metric empty: the whole frame
     */
    record Rejection(int index, String metric, String code, String reason) {}

    Receipt {
        rejections = List.copyOf(rejections);
    }

    /** The receipt in {@code json}: that of an answer, or of a problem that lists rejections. */
    static Receipt of(byte[] json) throws IOException {
        long accepted = 0;
        long rejected = 0;
        List<Rejection> rejections = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "accepted" -> accepted = parser.getValueAsLong();
                    case "rejected" -> rejected = parser.getValueAsLong();
                    case "rejections" -> {
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            rejections.add(rejection(parser));
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }
        return new Receipt(accepted, rejected, rejections);
    }

    private static Rejection rejection(JsonParser parser) throws IOException {
        int index = 0;
        String metric = "";
        String code = "";
        String reason = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "index" -> index = parser.getValueAsInt();
                case "metric" -> metric = parser.getValueAsString("");
                case "code" -> code = parser.getValueAsString("");
                case "reason" -> reason = parser.getValueAsString("");
                default -> parser.skipChildren();
            }
        }
        return new Rejection(index, metric, code, reason);
    }
}
