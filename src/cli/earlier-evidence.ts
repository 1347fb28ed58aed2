import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isWithoutPermission } from '../model/reasons';
import type { Evidence, EvidencePrincipal, EvidenceServer } from '../outputs/evidence';

/** What an earlier scan has read. */
export interface EarlierEvidence {
  readonly startedAt: string;
  /** By the id in lower case. */
  readonly servers: ReadonlyMap<string, EvidenceServer>;
}

/** Evidence has one author, one profile and one set of rules. */
export interface Continuing {
  readonly principal: EvidencePrincipal;
  readonly profile: string;
  /** The program and its version. */
  readonly program: string;
}

function parse(text: string): Partial<Evidence> {
  try {
    return JSON.parse(text) as Partial<Evidence>;
  } catch {
    return {};
  }
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`Could not read ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const isServer = (one: Partial<EvidenceServer> | null): one is EvidenceServer => typeof one?.id === 'string' && Array.isArray(one.layers) && Array.isArray(one.findings) && Array.isArray(one.suppressed);

/** Whether asking again would tell nothing new: what a permission is missing for stays so until somebody gives it. */
const isDone = ({ readAt, failure, layers }: EvidenceServer): boolean => readAt !== null && failure === null && layers.every(({ unread }) => unread.every(isWithoutPermission));

/**
 * Reads the evidence of a scan that is to be gone on with. Servers of which a part could not be read, as the sign-in had
 * expired or Azure was ill, are left to be read again.
 * @throws a message for people where it is no evidence, or that of somebody else, of another profile or other rules.
 */
export function readEarlier(file: string, cwd: string, { principal, profile, program }: Continuing): EarlierEvidence {
  const earlier = parse(textOf(resolve(cwd, file), file));
  const { version, startedAt, servers } = earlier;
  if (version !== 1 || startedAt === undefined || !Array.isArray(servers) || !servers.every(isServer)) throw new Error(`${file} is no evidence of a scan. Write it by scan --format json --output ${file}.`);
  if (earlier.principal?.objectId !== principal.objectId) throw new Error(`${file} is evidence of ${earlier.principal?.name ?? 'somebody else'}, and evidence has one author. Scan without --resume.`);
  if (earlier.profile !== profile) throw new Error(`${file} was judged by the profile ${earlier.profile ?? '?'}, not by ${profile}. Add --profile ${earlier.profile ?? profile}, or scan without --resume.`);
  if (earlier.program !== program) throw new Error(`${file} was judged by the rules of ${earlier.program ?? 'another program'}, and this is ${program}. Scan without --resume.`);
  return { startedAt, servers: new Map(servers.filter(isDone).map((server) => [server.id.toLowerCase(), server])) };
}
