import { describe, expect, it } from 'vitest';
import { formatValue } from './format';

describe('formatValue', () => {
  it('x', () => expect(formatValue(0)).toBe('0'));
});
