/** CompiledRuns, as OperationsTest compiles it. */
async function load(engine) {
  if (engine === 'js') return import('./core.js');
  const runtime = await import('./core.wasm-runtime.js');
  return (await runtime.load(new URL('./core.wasm', import.meta.url).href)).exports;
}

export const operations = async (engine) => (await load(engine)).operations();

export const multivariate = async (engine, frames) => (await load(engine)).multivariate(frames);
