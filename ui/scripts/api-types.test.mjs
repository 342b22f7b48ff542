import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate, OUTPUT, SPEC } from './api-types.mjs';

describe('the generated API types', () => {
  it('are those of the specification', () => {
    const wanted = generate(readFileSync(SPEC, 'utf8'));

    expect(readFileSync(OUTPUT, 'utf8')).toBe(wanted);
  });

  it('optionalField_isOptional', () => {
    const types = generate(
      specOf('type: object, required: [a], properties: { a: { type: string }, b: { type: integer } }'),
    );

    expect(types).toContain('export type Thing = {\n  a: string;\n  b?: number;\n};');
  });

  it('nullableType_isAUnionWithNull', () => {
    expect(generate(specOf('type: [number, "null"]'))).toContain('export type Thing = number | null;');
  });

  it('unknownConstruct_isRefusedRatherThanGuessed', () => {
    expect(() => generate(specOf('not: { type: string }'))).toThrow('no TypeScript form');
  });
});

function specOf(schema) {
  return `{ paths: {}, components: { schemas: { Thing: { ${schema} } } } }`;
}
