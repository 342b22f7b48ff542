/** Runs one function of this folder away from the page's thread, as a product would: { module, name, args } → { result } or { error }. */
self.onmessage = async ({ data: { module, name, args } }) => {
  try {
    const loaded = await import(module);
    self.postMessage({ result: await loaded[name](...args) });
  } catch (failure) {
    self.postMessage({ error: String(failure?.stack ?? failure) });
  }
};
