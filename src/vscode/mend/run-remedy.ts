import { carryOut } from '../carry-out';
import { loadAnalysis } from '../load-analysis';
import { pickReadServer } from '../read-server';
import type { Services } from '../services';
import type { Remedy } from './remedy';

/** A plan is made on what was read in the last minute; what is older is read again. */
const atMostOldMs = 60_000;

/** Runs a remedy on the server that it was called on, else on one that the person picks. Returns whether it is done. */
export async function runRemedy(services: Services, remedy: Remedy, argument?: unknown, selected?: unknown): Promise<boolean> {
  const read = await pickReadServer(services, argument, remedy.kinds, atMostOldMs);
  if (read === undefined) return false;
  const asking = { ...read, services, analysis: await loadAnalysis() };
  const plan = await remedy.ask(asking, argument, selected);
  if (plan === undefined || !(await carryOut(services, read.fleetServer, plan))) return false;
  await remedy.done?.(asking, plan);
  return true;
}
