import { describe, expect, it } from 'vitest';
import type { Session } from '../../api/schema';
import { testServices } from '../../testing/services';
import { loadSession } from './loadSession';
import { hasRole, mayEnter } from './loginSlice';

const NOBODY: Session = {
  loginRequired: true,
  provider: true,
  kind: 'NOBODY',
  name: '',
  role: 'none',
  everyDevice: true,
  groups: [],
  endsAtMillis: 0,
};

describe('login', () => {
  it('keeps out whoever is nobody, and nobody else', () => {
    expect(mayEnter(NOBODY)).toBe(false);
    expect(mayEnter({ ...NOBODY, kind: 'LOCAL', role: 'admin', loginRequired: false })).toBe(true);
    expect(mayEnter({ ...NOBODY, kind: 'PERSON', name: 'ann', role: 'none' })).toBe(true);
  });

  it('offers a control to the roles that include its own', () => {
    expect(hasRole({ ...NOBODY, role: 'viewer' }, 'operator')).toBe(false);
    expect(hasRole({ ...NOBODY, role: 'operator' }, 'operator')).toBe(true);
    expect(hasRole({ ...NOBODY, role: 'admin' }, 'operator')).toBe(true);
    expect(hasRole(null, 'operator')).toBe(true);
  });

  it('remembers who the server says it is, and keeps that while the server is silent', async () => {
    let answers = true;
    const { store } = testServices(() =>
      Promise.resolve(
        answers ? { ok: true, value: NOBODY as never } : { ok: false, error: { kind: 'unreachable', detail: '' } },
      ),
    );

    await store.dispatch(loadSession());
    answers = false;
    await store.dispatch(loadSession());

    expect(store.getState().login.session).toEqual(NOBODY);
  });
});
