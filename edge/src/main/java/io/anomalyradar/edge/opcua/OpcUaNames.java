package io.anomalyradar.edge.opcua;

import io.anomalyradar.edge.reading.NameMapping;
import io.anomalyradar.edge.reading.TopicTemplate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which variables are read, and what they are called.
 *
 * @param paths templates of browse names from the folder Objects on
 * @param nodes identifiers of nodes by metrics of the one device
 * @param mapping what the levels of a path mean
 * @param maxNodes bounds the variables
 */
record OpcUaNames(List<TopicTemplate> paths, Map<String, String> nodes, NameMapping mapping, int maxNodes) {
    OpcUaNames {
        paths = List.copyOf(paths);
        nodes = new TreeMap<>(nodes);
    }
}
