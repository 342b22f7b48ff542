package io.anomalyradar.edge.opcua;

import io.anomalyradar.model.telemetry.Attributes;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** A variable of a server, and the series that it becomes. */
record OpcUaVariable(NodeId id, String device, Attributes attributes, String metric) {}
