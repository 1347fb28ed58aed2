import { carryOut, type Planned } from '../carry-out';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer, type ReadServer } from '../read-server';
import type { Services } from '../services';
import type { Asking, Remedy } from './remedy';

/** A plan is made on what was read in the last minute; what is older is read again. */
const atMostOldMs = 60_000;

/** A plan of a remedy, with what it was asked with. */
interface RemedyPlanned extends Planned {
  readonly asking: Asking;
}

/** What a remedy was called with. */
interface Called {
  readonly argument?: unknown;
  readonly selected?: unknown;
}

/** Has a remedy ask and plan on a server that was read. */
async function planOn(services: Services, remedy: Remedy, read: ReadServer, { argument, selected }: Called): Promise<RemedyPlanned | undefined> {
  let last = read;
  const asking: Asking = {
    ...read,
    services,
    analysis: await loadAnalysis(),
    onReadAgain: (again) => {
      last = again;
    },
  };
  const plan = await remedy.ask(asking, argument, selected);
  return plan === undefined ? undefined : { plan, read: last, asking: { ...asking, ...last } };
}

/** Has a remedy plan on the server that it was called on, else on one that the person picks. Nothing is carried out. */
export async function planRemedy(services: Services, remedy: Remedy, called: Called): Promise<Planned | undefined> {
  const read = await pickReadServer(services, called.argument, remedy.kinds, atMostOldMs);
  return read === undefined ? undefined : planOn(services, remedy, read, called);
}

/** Runs a remedy on the server that it was called on, else on one that the person picks. Returns whether it is done. */
export async function runRemedy(services: Services, remedy: Remedy, argument?: unknown, selected?: unknown): Promise<boolean> {
  const read = await pickReadServer(services, argument, remedy.kinds, atMostOldMs);
  if (read === undefined) return false;
  let planned = await planOn(services, remedy, read, { argument, selected });
  if (planned === undefined) return false;
  const again = async (now: ReadServer): Promise<Planned | undefined> => {
    const anew = await planOn(services, remedy, now, { argument, selected });
    planned = anew ?? planned;
    return anew;
  };
  const begin = async ({ plan }: Planned): Promise<void> => {
    if (planned !== undefined) await remedy.begin?.(planned.asking, plan);
  };
  if (!(await carryOut(services, planned, { again, begin }))) return false;
  await remedy.done?.(planned.asking, planned.plan);
  return true;
}
