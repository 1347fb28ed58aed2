import type { Database } from './databases';
import type { ExtensionState } from './extensions';
import type { Role } from './roles';
import type { Sessions } from './sessions';

/** What was read inside a server. */
export interface Inside {
  readonly host: string;
  /** When, in ISO form. */
  readonly at: string;
  readonly database: string;
  /** Who looked: what they may not see is unknown here. */
  readonly user: string;
  readonly roles: readonly Role[];
  readonly sessions: readonly Sessions[];
  /** How many sessions more there are that this login may not look into. */
  readonly hidden: number;
  readonly extensions: readonly ExtensionState[];
  readonly databases: readonly Database[];
}
