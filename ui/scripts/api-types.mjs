/**
 * Writes src/api/schema.ts, the TypeScript form of spec/openapi.yaml: a type per schema and one row per operation.
 * `node scripts/api-types.mjs` writes; with `--check` it exits 1 when the file is not what the specification says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const SPEC = fileURLToPath(new URL('../../spec/openapi.yaml', import.meta.url));
export const OUTPUT = fileURLToPath(new URL('../src/api/schema.ts', import.meta.url));

const HEADER = '// Generated from spec/openapi.yaml by `npm run api-types`. Change the specification, not this file.\n';
const SCALARS = { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' };

/** The TypeScript module for an OpenAPI 3.1 document. Throws on a construct it does not know, rather than guess. */
export function generate(yamlText) {
  const document = parse(yamlText);
  const types = Object.entries(document.components.schemas).map(
    ([name, schema]) => `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`,
  );
  const rows = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationRow(document, path, method, operation)),
  );
  return `${HEADER}\n${types.join('\n')}\n/** Every operation by its operationId. */\nexport type Operations = {\n${rows.join('')}};\n`;
}

function operationRow(document, path, method, operation) {
  const parameters = (operation.parameters ?? []).map((p) => (p.$ref ? resolve(document, p.$ref) : p));
  const ok = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const [media] = Object.values(ok?.content ?? {});
  return (
    `  ${operation.operationId}: {\n` +
    `    method: ${quoted(method.toUpperCase())};\n    path: ${quoted(path)};\n` +
    `    params: ${parametersType(parameters, 'path')};\n    query: ${parametersType(parameters, 'query')};\n` +
    `    response: ${media ? typeOf(media.schema, '    ') : 'void'};\n  };\n`
  );
}

function parametersType(parameters, place) {
  const fields = parameters
    .filter((p) => p.in === place)
    .map((p) => `${/^\w+$/.test(p.name) ? p.name : quoted(p.name)}${p.required ? '' : '?'}: ${typeOf(p.schema, '')}`);
  return fields.length === 0 ? 'Record<never, never>' : `{ ${fields.join('; ')} }`;
}

function typeOf(schema, indent) {
  if (schema.$ref) return schema.$ref.split('/').pop();
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.oneOf) return schema.oneOf.map((s) => typeOf(s, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((s) => typeOf(s, indent)).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  if (schema.type === 'array') return `Array<${typeOf(schema.items, indent)}>`;
  if (schema.type === 'object') return objectType(schema, indent);
  if (SCALARS[schema.type]) return SCALARS[schema.type];
  throw new Error(`no TypeScript form for ${JSON.stringify(schema)}`);
}

function objectType(schema, indent) {
  if (!schema.properties) {
    const values = schema.additionalProperties ? typeOf(schema.additionalProperties, indent) : 'unknown';
    return `Record<string, ${values}>`;
  }
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(
    ([name, s]) =>
      `${comment(s, `${indent}  `)}${indent}  ${name}${required.has(name) ? '' : '?'}: ${typeOf(s, `${indent}  `)};\n`,
  );
  return `{\n${fields.join('')}${indent}}`;
}

function resolve(document, ref) {
  return ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document);
}

const comment = (schema, indent) => (schema.description ? `${indent}/** ${schema.description.trim()} */\n` : '');
const quoted = (text) => `'${text.replaceAll("'", "\\'")}'`;
const literal = (value) => (typeof value === 'string' ? quoted(value) : String(value));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = generate(readFileSync(SPEC, 'utf8'));
  if (!process.argv.includes('--check')) {
    writeFileSync(OUTPUT, wanted);
  } else if (readFileSync(OUTPUT, 'utf8') !== wanted) {
    console.error(
      'src/api/schema.ts is not what spec/openapi.yaml says: run `npm run api-types` in ui/ and commit it.',
    );
    process.exit(1);
  }
}
