import type { Plan } from '../../engine/plan';
import type { LayerId } from '../../model/layer-id';
import type { Kind } from '../../model/resource';
import type { Analysis } from '../load-analysis';
import type { ReadServer } from '../read-server';
import type { Services } from '../services';

/** What a remedy has at hand while it asks: the server as it was read, and everything that commands work with. */
export interface Asking extends ReadServer {
  readonly services: Services;
  readonly analysis: Analysis;
  /** Called where the server was read again while the remedy asked, so that the plan is for it as it was then. */
  readonly onReadAgain: (read: ReadServer) => void;
}

/**
 * A change of a live server that a person can ask for. It only makes a plan: confirming, writing, reading back, the
 * action log and the way back are the same for all of them, and no remedy writes by itself.
 */
export interface Remedy {
  /** The command without the common prefix; its title is that of package.json. */
  readonly id: string;
  /** The layer under which it is offered. */
  readonly layer: LayerId;
  readonly kinds: readonly Kind[];
  /**
   * Asks what is needed and plans it; nothing where the person thinks better of it.
   * @param argument what the command was called with: a node of the tree, an address, or nothing. It comes from outside
   * and is never a plan.
   * @param selected everything that is selected in the tree, where it was called there on several at once.
   * @throws UserMessage where it is not possible on this server, with the reason.
   */
  readonly ask: (asking: Asking, argument: unknown, selected?: unknown) => Promise<Plan | undefined>;
  /** What has to be kept before anything is written, once a person has agreed. */
  readonly begin?: (asking: Asking, plan: Plan) => Promise<void>;
  /** What else is done once the server is as the plan wanted it. */
  readonly done?: (asking: Asking, plan: Plan) => Promise<void>;
}
