/** Where in the text a problem is that names a line and column, or the condition of a rule. */
export function placeOf(problem: string, content: string): { from: number; to: number } | null {
  const named = /line (\d+), column (\d+)/.exec(problem);
  if (named === null) return null;
  const [line, column] = [Number(named[1]), Number(named[2])];
  const rule = /the condition of rule ([\w.-]+)/.exec(problem)?.[1];
  if (rule !== undefined) return placeInCondition(content, rule, column);
  const start =
    content
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  return marked(start + column - 1, content);
}

/** Conditions have one line, so the column counts from the quotation mark that begins the text. */
function placeInCondition(content: string, rule: string, column: number): { from: number; to: number } | null {
  const id = content.indexOf(`"${rule}"`);
  const field = content.indexOf('"condition"', id);
  const begin = content.indexOf('"', content.indexOf(':', field) + 1);
  return id < 0 || field < 0 || begin < 0 ? null : marked(begin + column, content);
}

function marked(from: number, content: string): { from: number; to: number } {
  const at = Math.min(Math.max(from, 0), content.length);
  const word = /^[\w.]+/.exec(content.slice(at))?.[0] ?? ' ';
  return { from: at, to: Math.min(at + word.length, content.length) };
}
