package io.anomalyradar.model.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.anomalyradar.model.wire.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec against what protoc makes of spec/proto/telemetry.proto. */
class FrameProtobufTest {
    private final FrameProtobuf codec = new FrameProtobuf();

    @Property(tries = 300)
    void anyFrame_isReadAlikeByProtoc(@ForAll("frames") Frame frame) throws InvalidProtocolBufferException {
        io.anomalyradar.spec.v1.Frame read = io.anomalyradar.spec.v1.Frame.parseFrom(codec.encode(frame));

        assertThat(read.getDevice()).isEqualTo(frame.device());
        assertThat(read.hasTimestampMillis()).isEqualTo(frame.timestampMillis() != Frame.NO_TIMESTAMP);
        assertThat(read.hasTimestampMillis() ? read.getTimestampMillis() : Frame.NO_TIMESTAMP)
                .isEqualTo(frame.timestampMillis());
        assertThat(read.getMetricsList()).containsExactly(frame.metrics());
        assertThat(read.getValuesList())
                .containsExactlyElementsOf(Arrays.stream(frame.values()).boxed().toList());
        assertThat(read.getAttributes().getSite()).isEqualTo(frame.attributes().site());
        assertThat(read.getAttributes().getTenant())
                .isEqualTo(frame.attributes().tenant());
        assertThat(read.getMetadataMap()).isEqualTo(frame.metadata());
        assertThat(read.getKindsCount()).isEqualTo(frame.hasOnlyGauges() ? 0 : frame.size());
        for (int i = 0; i < read.getKindsCount(); i++) {
            assertThat(read.getKinds(i).name()).isEqualTo(frame.kind(i).name());
        }
    }

    @Property(tries = 300)
    void anyFrameWrittenByProtoc_isReadWhole(@ForAll("frames") Frame frame) {
        io.anomalyradar.spec.v1.Frame.Builder message = io.anomalyradar.spec.v1.Frame.newBuilder()
                .setDevice(frame.device())
                .addAllMetrics(List.of(frame.metrics()))
                .putAllMetadata(frame.metadata())
                .setAttributes(io.anomalyradar.spec.v1.Attributes.newBuilder()
                        .setSite(frame.attributes().site())
                        .setTenant(frame.attributes().tenant()));
        Arrays.stream(frame.values()).forEach(message::addValues);
        for (int i = 0; i < frame.size() && !frame.hasOnlyGauges(); i++) {
            message.addKindsValue(frame.kind(i).number());
        }
        if (frame.timestampMillis() != Frame.NO_TIMESTAMP) {
            message.setTimestampMillis(frame.timestampMillis());
        }

        Decoded decoded = codec.decode(message.build().toByteArray(), frame.id());

        assertThat(decoded).isEqualTo(new Decoded(frame, List.of()));
    }

    @Test
    void unpackedValues_areReadToo() {
        byte[] unpacked = {0x0A, 1, 'd', 0x1A, 1, 'm', 0x21, 0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x3F};

        Frame frame = codec.decode(unpacked, null).frame();

        assertThat(frame).isEqualTo(Frame.of("d", Frame.NO_TIMESTAMP, new String[] {"m"}, new double[] {1.0}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202Eb", "\u2066a", "a\u200Fb", "a\u2028b"})
    void nameWithBidirectionalControl_isRefused(String name) {
        Frame device = Frame.of(name, 1_000_000_000_000L, new String[] {"m"}, new double[] {1});
        Frame metric = Frame.of("d", 1_000_000_000_000L, new String[] {name}, new double[] {1});

        for (Frame frame : List.of(device, metric)) {
            Decoded decoded = codec.decode(codec.encode(frame), null);

            assertThat(decoded.frame()).isNull();
            assertThat(decoded.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.INVALID_NAME);
        }
    }

    /** The three bytes that would be U+D800: protoc refuses them as well. */
    @ParameterizedTest
    @ValueSource(bytes = {0x0A, 0x1A})
    void nameWithUnpairedSurrogate_isMalformed(byte field) {
        byte[] bytes = {field, 4, (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'x'};

        Decoded decoded = codec.decode(bytes, null);

        assertThat(decoded.frame()).isNull();
        assertThat(decoded.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.MALFORMED);
        assertThatThrownBy(() -> io.anomalyradar.spec.v1.Frame.parseFrom(bytes))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @Property(tries = 2_000)
    void randomBytes_areRefusedOrRead(@ForAll byte[] bytes) {
        Decoded decoded = codec.decode(bytes, null);

        assertThat(decoded.frame() != null || !decoded.refusals().isEmpty()).isTrue();
    }

    @Property(tries = 1_000)
    void damagedFrame_neverThrows(@ForAll("frames") Frame frame, @ForAll int place, @ForAll byte damage) {
        byte[] bytes = codec.encode(frame);
        bytes[Math.floorMod(place, bytes.length)] ^= damage;

        Decoded decoded = codec.decode(Arrays.copyOf(bytes, bytes.length - Math.floorMod(place, 3)), null);

        assertThat(decoded.frame() != null || !decoded.refusals().isEmpty()).isTrue();
    }

    @Property(tries = 2_000)
    void damagedFrame_isMalformedExactlyWhenProtocRefusesIt(
            @ForAll("frames") Frame frame, @ForAll int place, @ForAll byte damage, @ForAll boolean truncated) {
        byte[] bytes = codec.encode(frame);
        bytes[Math.floorMod(place, bytes.length)] ^= damage;
        byte[] damaged = truncated ? Arrays.copyOf(bytes, Math.floorMod(place, bytes.length)) : bytes;

        boolean malformed = codec.decode(damaged, null).refusals().stream()
                .anyMatch(refusal -> refusal.code() == RefusalCode.MALFORMED);

        try {
            io.anomalyradar.spec.v1.Frame read = io.anomalyradar.spec.v1.Frame.parseFrom(damaged);
            if (hasUnknownFields(read)) {
                return; // protoc also puts known fields of a wrong type there, which the codec refuses
            }
            assertThat(malformed)
                    .isEqualTo(read.getMetricsCount() != read.getValuesCount()
                            || read.getKindsCount() > read.getMetricsCount());
        } catch (InvalidProtocolBufferException refused) {
            assertThat(malformed).isTrue();
        }
    }

    private static boolean hasUnknownFields(io.anomalyradar.spec.v1.Frame read) {
        return read.getSerializedSize() > 0
                && (!read.getUnknownFields().asMap().isEmpty()
                        || !read.getAttributes().getUnknownFields().asMap().isEmpty());
    }

    @Property(tries = 300)
    void framesOneAfterTheOther_areReadAsEachByAFreshCodec(@ForAll("alikeFrames") List<Frame> frames) {
        for (Frame frame : frames) {
            byte[] bytes = codec.encode(frame);

            Decoded decoded = codec.decode(bytes, null);

            assertThat(decoded).isEqualTo(new FrameProtobuf().decode(bytes, null));
        }
    }

    @Test
    void namesThatAreRepeatedAfterOtherFields_areReadToo() {
        byte[] scattered = {
            0x0A,
            1,
            'd',
            0x1A,
            1,
            'm',
            0x21,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte) 0xF0,
            0x3F,
            0x1A,
            1,
            'n',
            0x21,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0x40
        };

        Frame frame = codec.decode(scattered, null).frame();

        assertThat(frame)
                .isEqualTo(Frame.of("d", Frame.NO_TIMESTAMP, new String[] {"m", "n"}, new double[] {1.0, 2.0}));
    }

    @Test
    void sameMetricsAgain_areTheSameTexts() {
        Frame first = Frame.of("d", 1, new String[] {"a", "b"}, new double[] {1, 2});

        Decoded before = codec.decode(codec.encode(first), null);
        Decoded after = codec.decode(codec.encode(first.withTimestampMillis(2)), null);

        assertThat(before.frame()).isNotNull();
        assertThat(after.frame()).isNotNull();
        assertThat(after.frame().metrics()).isSameAs(before.frame().metrics());
        assertThat(after.frame().device()).isSameAs(before.frame().device());
    }

    @Test
    void valuesAndMetricsOfDifferentNumber_areMalformed() {
        byte[] bytes = io.anomalyradar.spec.v1.Frame.newBuilder()
                .setDevice("d")
                .addMetrics("a")
                .build()
                .toByteArray();

        assertThat(codec.decode(bytes, null).refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.MALFORMED);
    }

    @Test
    void nonFiniteSample_isRefusedAloneAndTheRestFlowsOn() {
        byte[] bytes = codec.encode(
                Frame.of("d", 7, new String[] {"a", "b", "c"}, new double[] {1, Double.NaN, Double.POSITIVE_INFINITY}));

        Decoded decoded = codec.decode(bytes, "id-1");

        assertThat(decoded.frame())
                .isEqualTo(new Frame("d", 7, new String[] {"a"}, new double[] {1}, Attributes.NONE, Map.of(), "id-1"));
        assertThat(decoded.refusals())
                .extracting(Refusal::metric, Refusal::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", RefusalCode.NON_FINITE),
                        org.assertj.core.groups.Tuple.tuple("c", RefusalCode.NON_FINITE));
    }

    @Test
    void jsonAndProtobuf_giveTheSameFrame() {
        Frame frame = new Frame(
                "pump-7",
                1732233600000L,
                new String[] {"temperature", "pressure"},
                new double[] {71.2, 3.1},
                new Attributes("north", "pump", "cooling", "acme"),
                Map.of("unit", "C"),
                null);
        byte[] json =
                """
                {"device":"pump-7","ts":1732233600000,"metrics":{"temperature":71.2,"pressure":3.1},
                 "attributes":{"site":"north","type":"pump","group":"cooling","tenant":"acme"},"metadata":{"unit":"C"}}
                """
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(new FrameJson().decode(json, null).frame()).isEqualTo(frame);
        assertThat(codec.decode(codec.encode(frame), null).frame()).isEqualTo(frame);
    }

    /** Frames of few names, so that one list of names is often the beginning of another, or has the same length. */
    @Provide
    Arbitrary<List<Frame>> alikeFrames() {
        Arbitrary<String[]> names =
                Arbitraries.of("a", "b", "aa", "ä", "").array(String[].class).ofMaxSize(5);
        return names.map(metrics -> {
                    double[] values = new double[metrics.length];
                    Arrays.fill(values, metrics.length == 3 ? Double.NaN : 1.5);
                    return Frame.of("d", 7, metrics, values);
                })
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Frame> frames() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('ä', '水', '.', '/', '-')
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> devices = names.filter(name -> FrameLimits.checkDevice(name) == null);
        Arbitrary<Double> values = Arbitraries.doubles().between(-1e75, 1e75);
        return Combinators.combine(
                        devices,
                        Arbitraries.longs()
                                .between(0, FrameLimits.MAX_TIMESTAMP_MILLIS)
                                .injectNull(0.1),
                        Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(40),
                        names,
                        Arbitraries.maps(names, names).ofMaxSize(4))
                .as((device, millis, samples, site, metadata) -> new Frame(
                        device,
                        millis == null ? Frame.NO_TIMESTAMP : millis,
                        samples.keySet().toArray(String[]::new),
                        samples.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray(),
                        metadata.isEmpty() ? null : kinds(samples.size()),
                        new Attributes(site, "", "", ""),
                        metadata,
                        null));
    }

    private static SampleKind[] kinds(int size) {
        return java.util.stream.IntStream.range(0, size)
                .mapToObj(i -> SampleKind.of((i + 1) % 3))
                .toArray(SampleKind[]::new);
    }

    @Test
    void kinds_fewerThanMetrics_theRestAreGauges_moreAreRefused() throws Exception {
        byte[] bytes = codec.encode(Frame.of("d", 7, new String[] {"a", "b"}, new double[] {1, 2}));

        Frame one = Objects.requireNonNull(codec.decode(with(bytes, 1), null).frame());
        Frame later = Objects.requireNonNull(codec.decode(with(bytes, 99), null).frame());

        assertThat(List.of(one.kind(0), one.kind(1))).containsExactly(SampleKind.COUNTER, SampleKind.GAUGE);
        assertThat(later.hasOnlyGauges()).as("a kind of a later release").isTrue();
        assertThat(codec.decode(with(bytes, 1, 2, 0), null).refusals())
                .extracting(Refusal::code)
                .containsExactly(RefusalCode.MALFORMED);
    }

    private static byte[] with(byte[] frame, long... kinds) {
        ProtoWriter writer = new ProtoWriter();
        writer.int64s(7, kinds);
        byte[] field = writer.toByteArray();
        byte[] both = Arrays.copyOf(frame, frame.length + field.length);
        System.arraycopy(field, 0, both, frame.length, field.length);
        return both;
    }
}
