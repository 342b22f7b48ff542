package io.anomalyradar.edge.opcua;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The nodes of {@link PlantServer}: below Objects, folders and variables whose identifiers are their paths. Each value that is set is a reading. */
final class PlantNodes extends ManagedNamespaceWithLifecycle {
    private final Map<String, UaNode> byPath = new ConcurrentHashMap<>();
    private final List<DataItem> watched = new CopyOnWriteArrayList<>();

    PlantNodes(OpcUaServer server) {
        super(server, PlantServer.URI + ":nodes");
    }

    /** Sets the variable at a path such as {@code Plant/press-1/oil}, which is made with its folders if it is new. */
    void set(String path, Object value) {
        set(path, value, StatusCode.GOOD, Instant.now());
    }

    void set(String path, Object value, StatusCode quality, Instant time) {
        UaVariableNode node = (UaVariableNode) made(path);
        DataValue set = new DataValue(new Variant(value), quality, new DateTime(time), DateTime.now());
        node.setValue(set);
        watched.stream().filter(item -> isOf(item, node)).forEach(item -> item.setValue(set));
    }

    /** A reference that leads back up. */
    void link(String from, String to) {
        UaNode target = folder(to);
        folder(from)
                .addReference(new Reference(
                        folder(from).getNodeId(),
                        NodeIds.Organizes,
                        target.getNodeId().expanded(),
                        true));
    }

    private UaNode made(String path) {
        UaNode known = byPath.get(path);
        return known == null ? variable(path) : known;
    }

    private UaVariableNode variable(String path) {
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(id(path))
                .setAccessLevel(AccessLevel.READ_ONLY)
                .setUserAccessLevel(AccessLevel.READ_ONLY)
                .setBrowseName(newQualifiedName(name(path)))
                .setDisplayName(LocalizedText.english(name(path)))
                .setDataType(NodeIds.BaseDataType)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .build();
        getNodeManager().addNode(node);
        byPath.put(path, node);
        UaFolderNode parent = folder(path.substring(0, path.lastIndexOf('/')));
        parent.addOrganizes(node);
        return node;
    }

    private UaFolderNode folder(String path) {
        UaNode known = byPath.get(path);
        if (known != null) {
            return (UaFolderNode) known;
        }
        UaFolderNode folder = new UaFolderNode(
                getNodeContext(), id(path), newQualifiedName(name(path)), LocalizedText.english(name(path)));
        getNodeManager().addNode(folder);
        byPath.put(path, folder);
        if (path.contains("/")) {
            folder(path.substring(0, path.lastIndexOf('/'))).addOrganizes(folder);
        } else {
            folder.addReference(
                    new Reference(folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
        }
        return folder;
    }

    private NodeId id(String path) {
        return newNodeId(path);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isOf(DataItem item, UaNode node) {
        return item.getReadValueId().getNodeId().equals(node.getNodeId());
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        for (DataItem item : items) {
            byPath.values().stream()
                    .filter(node -> node instanceof UaVariableNode && isOf(item, node))
                    .forEach(node -> item.setValue(((UaVariableNode) node).getValue()));
        }
        watched.addAll(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {}

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        watched.removeAll(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {}
}
