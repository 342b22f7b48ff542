package io.anomalyradar.detector.method;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The definition of the window memory, over lists of all samples and windows. */
final class ShapeMemoryReference {

    private static final class Template {
        final double[] points;
        int used;

        Template(double[] points, int used) {
            this.points = points;
            this.used = used;
        }
    }

    private final int block;
    private final List<Double> open = new ArrayList<>();
    private final List<Double> points = new ArrayList<>();
    private final List<Template> templates = new ArrayList<>();
    private final List<Double> distances = new ArrayList<>();
    private double usual;
    private double distance;

    ShapeMemoryReference(int block) {
        this.block = block;
    }

    double distance() {
        return distance;
    }

    boolean add(double x, double level, double sigma) {
        open.add(x);
        if (open.size() < block) {
            return false;
        }
        double farthest = open.get(0);
        for (double sample : open) {
            farthest = Math.abs(sample - level) > Math.abs(farthest - level) ? sample : farthest;
        }
        open.clear();
        points.add(farthest);
        if (points.size() < ShapeMemory.POINTS) {
            return false;
        }
        double[] window = points.subList(points.size() - ShapeMemory.POINTS, points.size()).stream()
                .mapToDouble(point -> point)
                .toArray();
        resonate(window, sigma);
        return true;
    }

    private void resonate(double[] window, double sigma) {
        Template nearest = templates.stream()
                .min(Comparator.comparingDouble(template -> measure(window, template.points)))
                .orElse(null);
        distance = nearest == null ? 0 : measure(window, nearest.points) / (13.5 * sigma);
        if (points.size() - ShapeMemory.POINTS >= 3) {
            distances.add(distance);
            usual += Math.max(1.0 / 500, 1.0 / distances.size()) * (distance - usual);
        }
        if (nearest == null || distance > 2 * usual) {
            if (templates.size() == ShapeMemory.TEMPLATES) {
                templates.stream()
                        .min(Comparator.comparingInt(template -> template.used))
                        .ifPresent(templates::remove);
            }
            templates.add(new Template(window, points.size()));
            return;
        }
        for (int i = 0; i < window.length; i++) {
            nearest.points[i] += 0.1 * (window[i] - nearest.points[i]);
        }
        nearest.used = points.size();
    }

    private static double measure(double[] window, double[] template) {
        double[] e = new double[window.length];
        for (int i = 0; i < e.length; i++) {
            e[i] = window[i] - template[i];
        }
        double sum = Math.abs(e[e.length - 1]);
        for (int i = 0; i < e.length; i++) {
            sum += Math.abs(e[i]) + (i > 0 ? Math.abs(e[i] - e[i - 1]) / 2 : 0);
        }
        for (int i = 0; i < e.length; i += 4) {
            sum += Math.abs(e[i + 2] + e[i + 3] - e[i] - e[i + 1]) / 4;
        }
        return sum;
    }
}
