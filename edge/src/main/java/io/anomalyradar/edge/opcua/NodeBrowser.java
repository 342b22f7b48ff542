package io.anomalyradar.edge.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.anomalyradar.edge.reading.TopicTemplate;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variables of a server, level by level from the folder Objects on. Only what a template can lead to is
 * browsed, each node once, so that references in a circle end. Properties of nodes, such as units, are no variables. The
 * server's own state (Server) is left out unless a template begins with it.
 */
final class NodeBrowser {
    private static final int NODES_PER_REQUEST = 50;
    private static final int MAX_VISITED = 200_000;
    private static final int MAX_DEPTH = 32;

    private final OpcUaClient client;
    private final OpcUaNames names;
    private final Set<NodeId> seen = new HashSet<>();
    private final List<OpcUaVariable> found = new ArrayList<>();
    private String problem = "";

    NodeBrowser(OpcUaClient client, OpcUaNames names) {
        this.client = client;
        this.names = names;
    }

    /** A node that is looked into, and the browse names that lead to it. */
    private record Place(NodeId id, List<String> path) {}

    /** The variables; those named one by one come first. */
    List<OpcUaVariable> find() throws UaException {
        NamespaceTable namespaces = client.readNamespaceTable();
        String device = names.mapping().device().with(Map.of());
        Attributes attributes = names.mapping().attributesOf(Map.of());
        for (Map.Entry<String, String> node : names.nodes().entrySet()) {
            NodeId id =
                    ExpandedNodeId.parse(node.getValue()).toNodeId(namespaces).orElse(null);
            if (id == null) {
                problem = "the server has no namespace such as that of " + node.getValue();
            } else if (seen.add(id)) {
                found.add(new OpcUaVariable(id, Objects.requireNonNull(device), attributes, node.getKey()));
            }
        }
        List<Place> level = names.paths().isEmpty() ? List.of() : List.of(new Place(NodeIds.ObjectsFolder, List.of()));
        for (int depth = 0; !level.isEmpty() && depth < MAX_DEPTH && problem.isEmpty(); depth++) {
            level = below(level, namespaces);
        }
        if (found.isEmpty() && problem.isEmpty()) {
            problem = "the server has no variable that paths or nodes name";
        }
        return found;
    }

    /** What is wrong with the answer; empty: nothing. */
    String problem() {
        return problem;
    }

    private List<Place> below(List<Place> level, NamespaceTable namespaces) throws UaException {
        List<Place> next = new ArrayList<>();
        for (int from = 0; from < level.size() && problem.isEmpty(); from += NODES_PER_REQUEST) {
            List<Place> some = level.subList(from, Math.min(level.size(), from + NODES_PER_REQUEST));
            List<BrowseResult> results =
                    client.browse(some.stream().map(NodeBrowser::description).toList());
            for (int i = 0; i < results.size() && i < some.size(); i++) {
                BrowseResult result = results.get(i);
                add(result, some.get(i), namespaces, next);
                while (result.getContinuationPoint() != null
                        && result.getContinuationPoint().isNotNull()
                        && problem.isEmpty()) {
                    BrowseResult[] more = client.browseNext(false, List.of(result.getContinuationPoint()))
                            .getResults();
                    if (more == null || more.length == 0) {
                        break;
                    }
                    result = more[0];
                    add(result, some.get(i), namespaces, next);
                }
            }
        }
        return next;
    }

    private static BrowseDescription description(Place place) {
        return new BrowseDescription(
                place.id(),
                BrowseDirection.Forward,
                NodeIds.HierarchicalReferences,
                true,
                uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                uint(BrowseResultMask.All.getValue()));
    }

    private void add(BrowseResult result, Place place, NamespaceTable namespaces, List<Place> next) {
        ReferenceDescription[] references = result.getReferences();
        for (ReferenceDescription reference : references == null ? new ReferenceDescription[0] : references) {
            NodeId id = reference.getNodeId().toNodeId(namespaces).orElse(null);
            String name = reference.getBrowseName().name();
            if (id == null || name == null || NodeIds.HasProperty.equals(reference.getReferenceTypeId())) {
                continue;
            }
            List<String> path = new ArrayList<>(place.path());
            path.add(name);
            if (!id.equals(NodeIds.Server) || namesServer()) {
                visit(id, path, reference.getNodeClass(), next);
            }
        }
    }

    private boolean namesServer() {
        return names.paths().stream().anyMatch(template -> template.toString().startsWith("Server/"));
    }

    private void visit(NodeId id, List<String> path, NodeClass type, List<Place> next) {
        Map<String, String> named = type == NodeClass.Variable ? match(path) : null;
        boolean leads = names.paths().stream().anyMatch(template -> template.leadsBelow(path));
        if ((named == null && !leads) || !seen.add(id)) {
            return;
        }
        if (seen.size() > MAX_VISITED) {
            problem = "the server has more than " + MAX_VISITED + " nodes there: make paths narrower";
        }
        if (leads) {
            next.add(new Place(id, List.copyOf(path)));
        }
        String device = named == null ? null : names.mapping().device().with(named);
        String metric = named == null ? null : names.mapping().metric().with(named);
        if (named == null || device == null || metric == null) {
            return;
        }
        if (found.size() >= names.maxNodes()) {
            problem = "there are more than max-nodes, " + names.maxNodes() + ", variables; the others are not read";
            return;
        }
        found.add(new OpcUaVariable(
                id,
                LongNames.fitted(device, FrameLimits.MAX_NAME_LENGTH),
                names.mapping().attributesOf(named),
                LongNames.fitted(metric, FrameLimits.MAX_NAME_LENGTH)));
    }

    private @Nullable Map<String, String> match(List<String> path) {
        for (TopicTemplate template : names.paths()) {
            Map<String, String> named = template.match(path);
            if (named != null) {
                return named;
            }
        }
        return null;
    }
}
