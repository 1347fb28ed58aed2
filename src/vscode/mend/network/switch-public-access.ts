import { window } from 'vscode';
import type { Plan } from '../../../engine/plan';
import { nameOf } from '../../../model/resource';
import { UserMessage } from '../../user-message';
import type { Asking, Remedy } from '../remedy';
import { seenBy } from './seen';

/** Asks only where it is not known whether public access is on: else the other way round is what is wanted. */
async function wanted(now: boolean | undefined, name: string): Promise<boolean | undefined> {
  if (now !== undefined) return !now;
  const off = { label: 'Off', description: 'nobody comes in over the internet' };
  const on = { label: 'On', description: 'the firewall rules come into effect' };
  const picked = await window.showQuickPick([off, on], { title: `Public Access to ${name}`, placeHolder: 'Whether it is on now could not be read. Which should it be?' });
  return picked === undefined ? undefined : picked === on;
}

async function ask(asking: Asking): Promise<Plan | undefined> {
  const { analysis, server, snapshot } = asking;
  const subject = { snapshot, server };
  const why = analysis.whyAccessIsFixed(subject);
  if (why !== undefined) throw new UserMessage(why);
  const on = await wanted(analysis.publicAccessOf(subject), nameOf(server.resource));
  return on === undefined ? undefined : analysis.planPublicAccess(subject, on, seenBy(asking));
}

/** Switches public access on where it is off, and off where it is on. */
export const switchPublicAccess: Remedy = { id: 'switchPublicAccess', layer: 'network', kinds: ['flexible', 'single', 'cluster'], ask };
