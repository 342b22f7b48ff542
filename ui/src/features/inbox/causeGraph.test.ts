import { describe, expect, it } from 'vitest';
import { causeGraph } from './causeGraph';

describe('the graph of a cause', () => {
  it('pathsThatShareDevices_areDrawnOnce', () => {
    const graph = causeGraph(
      [
        { device: 'db', path: ['shop', 'pay', 'db'] },
        { device: 'pay', path: ['shop', 'pay'] },
      ],
      true,
    );

    expect(graph.nodes.map((node) => [node.device, node.column, node.row, node.role])).toEqual([
      ['shop', 0, 0, 'symptom'],
      ['pay', 1, 0, 'candidate'],
      ['db', 2, 0, 'cause'],
    ]);
    expect(graph.edges.map(([from, to]) => [from.device, to.device])).toEqual([
      ['shop', 'pay'],
      ['pay', 'db'],
    ]);
    expect(graph).toMatchObject({ columns: 3, rows: 1 });
  });

  it('deviceOnTwoPaths_standsBehindBoth_andOthersBelow', () => {
    const graph = causeGraph(
      [
        { device: 'x', path: ['a', 'x'] },
        { device: 'y', path: ['a', 'y'] },
        { device: 'x', path: ['a', 'y', 'x'] },
      ],
      false,
    );

    expect(graph.nodes.find((node) => node.device === 'x')).toMatchObject({ column: 2, role: 'candidate' });
    expect(graph.nodes.find((node) => node.device === 'y')).toMatchObject({ column: 1, row: 0 });
  });

  it('noCandidates_drawsNothing', () => {
    expect(causeGraph([], false)).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
  });
});
