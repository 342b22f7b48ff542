import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Session } from '../../api/schema';

/** Who uses the page, as the server sees it; null until it has said so. */
export type LoginState = { session: Session | null };

const initialState: LoginState = { session: null };

const slice = createSlice({
  name: 'login',
  initialState,
  reducers: {
    sessionLoaded: (_, { payload }: PayloadAction<Session>): LoginState => ({ session: payload }),
  },
});

export const { sessionLoaded } = slice.actions;
export const loginReducer = slice.reducer;

type Role = Session['role'];
const RANK: Record<Role, number> = { none: 0, viewer: 1, operator: 2, editor: 3, admin: 4 };

/** Whether the page may show anything: a login is not required, or somebody is logged in. */
export function mayEnter(session: Session): boolean {
  return session.kind !== 'NOBODY';
}

/** Whether somebody may do what needs `role`. While it is not known who it is, the server decides. */
export function hasRole(session: Session | null, role: Role): boolean {
  return session === null || RANK[session.role] >= RANK[role];
}
