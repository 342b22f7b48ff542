package io.anomalyradar.edge.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * {@code spBv1.0/group/type/node/device}.
 *
 * @param device null: the message is the node's own
 */
record SparkplugTopic(String group, String type, String node, @Nullable String device) {
    static final String FILTER = "spBv1.0/#";
    private static final String NAMESPACE = "spBv1.0";

    /** The parts of {@code topic}; null: it is not of Sparkplug, or is the state of a host. */
    static @Nullable SparkplugTopic of(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length < 4 || levels.length > 5 || !levels[0].equals(NAMESPACE) || levels[1].equals("STATE")) {
            return null;
        }
        return new SparkplugTopic(levels[1], levels[2], levels[3], levels.length == 5 ? levels[4] : null);
    }

    /** The name of the node, below its group. */
    String nodeName() {
        return group + "/" + node;
    }

    /** The name of the device, or of the node. */
    String deviceName() {
        return device == null ? nodeName() : nodeName() + "/" + device;
    }

    boolean isBirth() {
        return type.equals("NBIRTH") || type.equals("DBIRTH");
    }

    boolean isData() {
        return type.equals("NDATA") || type.equals("DDATA");
    }

    boolean isNodeDeath() {
        return type.equals("NDEATH");
    }

    /** Where a node takes commands. */
    String commands() {
        return NAMESPACE + "/" + group + "/NCMD/" + node;
    }
}
