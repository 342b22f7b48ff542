package io.anomalyradar.notify.email;

import io.anomalyradar.notify.MessageChart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A chart as a PNG: the values as a line, what was expected as a band, unusual samples as dots. It has no text, so that it
 * needs no fonts: servers often have none. Stateless.
 */
final class ChartImage {
    static final int WIDTH = 600;
    static final int HEIGHT = 180;

    private static final int MARGIN = 8;
    private static final Color BACKGROUND = new Color(0xFFFFFF);
    private static final Color BAND = new Color(0xD6E6F5);
    private static final Color LINE = new Color(0x1F5F99);
    private static final Color UNUSUAL = new Color(0xC62828);

    private final List<MessageChart.Point> points;
    private final long from;
    private final double millisPerPixel;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    private ChartImage(MessageChart chart) {
        points = chart.points();
        from = points.get(0).millis();
        millisPerPixel = Math.max(1, points.get(points.size() - 1).millis() - from) / (WIDTH - 2.0 * MARGIN);
        for (MessageChart.Point point : points) {
            include(point.value());
            include(point.lower());
            include(point.upper());
        }
    }

    private void include(double value) {
        if (Double.isFinite(value)) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
    }

    /** The bytes of the image of {@code chart}. */
    static byte[] png(MessageChart chart) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            new ChartImage(chart).draw(canvas);
        } finally {
            canvas.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try {
            ImageIO.setUseCache(false); // no file for a few kilobytes
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void draw(Graphics2D canvas) {
        canvas.setColor(BACKGROUND);
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        canvas.setColor(BAND);
        canvas.fill(band());
        canvas.setColor(LINE);
        canvas.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(line());
        canvas.setColor(UNUSUAL);
        for (MessageChart.Point point : points) {
            if (point.unusual() && Double.isFinite(point.value())) {
                canvas.fill(new Ellipse2D.Double(x(point) - 4, y(point.value()) - 4, 8, 8));
            }
        }
    }

    private Path2D line() {
        Path2D line = new Path2D.Double();
        for (MessageChart.Point point : points) {
            if (!Double.isFinite(point.value())) {
                continue;
            }
            if (line.getCurrentPoint() == null) {
                line.moveTo(x(point), y(point.value()));
            } else {
                line.lineTo(x(point), y(point.value()));
            }
        }
        return line;
    }

    /** One piece for each two neighbours of which something was expected. */
    private Path2D band() {
        Path2D band = new Path2D.Double();
        for (int i = 1; i < points.size(); i++) {
            MessageChart.Point left = points.get(i - 1);
            MessageChart.Point right = points.get(i);
            double sum = left.lower() + left.upper() + right.lower() + right.upper();
            if (Double.isFinite(sum)) {
                band.moveTo(x(left), y(left.lower()));
                band.lineTo(x(left), y(left.upper()));
                band.lineTo(x(right), y(right.upper()));
                band.lineTo(x(right), y(right.lower()));
                band.closePath();
            }
        }
        return band;
    }

    private double x(MessageChart.Point point) {
        return MARGIN + (point.millis() - from) / millisPerPixel;
    }

    private double y(double value) {
        double share = most > least ? (value - least) / (most - least) : 0.5;
        return HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN);
    }
}
