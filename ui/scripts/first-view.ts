import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** The view that most people see first, and what its script may weigh, compressed. */
const FIRST_VIEW = 'src/features/devices/FleetView.tsx';
const MOST_BYTES = 250 * 1024;

/** Fails the build when the script that the first view needs is too large. */
export function firstViewBudget(): Plugin {
  return {
    name: 'first-view-budget',
    generateBundle(_, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
      );
      const needed = new Set<string>();
      const need = (name: string) => {
        if (needed.has(name)) return;
        needed.add(name);
        chunks.get(name)?.imports.forEach(need);
      };
      for (const chunk of chunks.values()) {
        if (chunk.isEntry || chunk.facadeModuleId?.endsWith(FIRST_VIEW)) need(chunk.fileName);
      }
      const bytes = [...needed].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0);
      if (needed.size < 2) this.error(`${FIRST_VIEW} is no chunk of its own: the budget cannot be checked`);
      if (bytes > MOST_BYTES) this.error(`the first view needs ${bytes} bytes of script, ${MOST_BYTES} are allowed`);
      this.info(`the first view needs ${bytes} bytes of script, compressed`);
    },
  };
}
