/** Where in the text a problem is that names a line and column, or the condition of a rule. */
export function placeOf(problem: string, content: string): { from: number; to: number } | null {
  const named = /line (\d+), column (\d+)/.exec(problem);
  if (named === null) return null;
  const [line, column] = [Number(named[1]), Number(named[2])];
  const rule = /the condition of rule ([\w.-]+)/.exec(problem)?.[1];
  if (rule !== undefined) return placeIn(content, [`"${rule}"`, '"condition"'], column);
  const where = /the 'where' of stage (\w+) of pattern ([\w.-]+)/.exec(problem);
  // A stage without a name is called s and its number.
  if (where !== null) return placeInWhere(content, where[2] ?? '', where[1] ?? '', column);
  const start =
    content
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  return marked(start + column - 1, content);
}

function placeInWhere(content: string, pattern: string, stage: string, column: number) {
  const named = placeIn(content, [`"${pattern}"`, `"${stage}"`, '"where"'], column);
  return named ?? placeIn(content, [`"${pattern}"`, '"where"'], column);
}

/**
 * The place in the text that follows `names` in their order. Conditions have one line, so the column counts from the
 * quotation mark that begins the text.
 */
function placeIn(content: string, names: readonly string[], column: number): { from: number; to: number } | null {
  let at = 0;
  for (const name of names) {
    at = content.indexOf(name, at);
    if (at < 0) return null;
  }
  const begin = content.indexOf('"', content.indexOf(':', at) + 1);
  return begin < 0 ? null : marked(begin + column, content);
}

function marked(from: number, content: string): { from: number; to: number } {
  const at = Math.min(Math.max(from, 0), content.length);
  const word = /^[\w.]+/.exec(content.slice(at))?.[0] ?? ' ';
  return { from: at, to: Math.min(at + word.length, content.length) };
}
