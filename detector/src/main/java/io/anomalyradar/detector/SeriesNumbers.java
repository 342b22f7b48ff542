package io.anomalyradar.detector;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.method.SlidingWindow;

/** The numbers of a series as bytes: {@code spec/detector-state.md}. Of a ring, only the filled part is written. */
final class SeriesNumbers {

    private static final int MAX_EVALUATIONS = 30;

    private SeriesNumbers() {}

    static void writeLayout(ByteWriter out, SeriesLayout layout) {
        out.writeCount(layout.method().code());
        out.writeCount(layout.window());
        out.writeCount(layout.evaluations());
    }

    /** Reads a layout, which follows the code of its method. */
    static SeriesLayout readLayout(ByteReader in, int code) {
        Method method = Method.of(code);
        int window = in.readCount("window", DetectorConfig.MAX_WINDOW);
        int evaluations = in.readCount("evaluations", MAX_EVALUATIONS);
        boolean possible = method.defaults().keepsWindow() ? window >= 2 : window == 0;
        if (!possible || evaluations < 1) {
            throw in.damaged("method " + code + ", window " + window + ", evaluations " + evaluations);
        }
        return SeriesLayout.of(method, window, evaluations);
    }

    /** The minimum size of a series in bytes. */
    static int leastBytes(SeriesLayout layout) {
        return Double.BYTES * beforeWindow(layout);
    }

    private static int beforeWindow(SeriesLayout layout) {
        return layout.method() == Method.ZSCORE ? layout.windowAt() : layout.size();
    }

    static void write(ByteWriter out, SeriesLayout layout, double[] numbers) {
        int windowAt = beforeWindow(layout);
        for (int i = 0; i < windowAt; i++) {
            out.writeDouble(numbers[i]);
        }
        if (layout.method() == Method.ZSCORE) {
            writeWindow(out, new SlidingWindow(layout.window()), numbers, windowAt);
        }
    }

    private static void writeWindow(ByteWriter out, SlidingWindow window, double[] numbers, int windowAt) {
        for (int i = windowAt + SlidingWindow.STATISTICS; i < windowAt + SlidingWindow.HEADER; i++) {
            out.writeDouble(numbers[i]);
        }
        int count = window.count(numbers, windowAt);
        out.writeCount(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(window.value(numbers, windowAt, i));
        }
    }

    /** Reads the numbers of a series. */
    static void read(ByteReader in, SeriesLayout layout, double[] numbers) {
        int windowAt = beforeWindow(layout);
        readNumbers(in, numbers, 0, windowAt);
        if (layout.method() == Method.ZSCORE) {
            readWindow(in, new SlidingWindow(layout.window()), numbers, windowAt);
        }
    }

    private static void readNumbers(ByteReader in, double[] numbers, int from, int to) {
        for (int i = from; i < to; i++) {
            numbers[i] = in.readDouble();
        }
    }

    private static void readWindow(ByteReader in, SlidingWindow window, double[] numbers, int windowAt) {
        readNumbers(in, numbers, windowAt + SlidingWindow.STATISTICS, windowAt + SlidingWindow.HEADER);
        int count = in.readCount("samples", window.capacity());
        if (count != window.count(numbers, windowAt)) {
            throw in.damaged("samples must be " + window.count(numbers, windowAt) + ", was " + count);
        }
        readNumbers(in, numbers, windowAt + SlidingWindow.HEADER, windowAt + SlidingWindow.HEADER + count);
        window.restored(numbers, windowAt);
    }
}
