/** A device in the drawing of a cause. */
export type CauseNode = {
  device: string;
  column: number;
  row: number;
  role: 'symptom' | 'between' | 'candidate' | 'cause';
};

/** The paths of all candidates as one graph, from the symptoms on the left to the causes on the right. */
export type CauseGraph = { nodes: CauseNode[]; edges: [CauseNode, CauseNode][]; columns: number; rows: number };

type Candidate = { device: string; path: string[] };

/**
 * Lays out the paths: a device stands in the column of its greatest distance from a symptom, below those that came
 * before it. The first candidate is the cause if it was found.
 */
export function causeGraph(candidates: Candidate[], isFound: boolean): CauseGraph {
  const columns = new Map<string, number>();
  for (const { path } of candidates) {
    for (const [index, device] of path.entries()) columns.set(device, Math.max(index, columns.get(device) ?? 0));
  }
  const heights: number[] = [];
  const nodes = new Map<string, CauseNode>();
  for (const [device, column] of columns) {
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    nodes.set(device, { device, column, row, role: roleOf(device, candidates, isFound) });
  }
  const edges = new Map<string, [CauseNode, CauseNode]>();
  for (const { path } of candidates) {
    for (let i = 1; i < path.length; i++) {
      const from = nodes.get(path[i - 1] ?? '');
      const to = nodes.get(path[i] ?? '');
      if (from && to) edges.set(JSON.stringify([from.device, to.device]), [from, to]);
    }
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    columns: heights.length,
    rows: Math.max(0, ...heights.map((height) => height ?? 0)),
  };
}

function roleOf(device: string, candidates: Candidate[], isFound: boolean): CauseNode['role'] {
  if (isFound && candidates[0]?.device === device) return 'cause';
  if (candidates.some(({ path }) => path[0] === device)) return 'symptom';
  return candidates.some((candidate) => candidate.device === device) ? 'candidate' : 'between';
}
