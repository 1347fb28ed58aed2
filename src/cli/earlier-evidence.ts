import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Evidence, EvidencePrincipal, EvidenceServer } from '../outputs/evidence';

/** What an earlier scan has read. */
export interface EarlierEvidence {
  readonly startedAt: string;
  /** By the id in lower case. */
  readonly servers: ReadonlyMap<string, EvidenceServer>;
}

/** Evidence has one author and one profile. */
export interface Continuing {
  readonly principal: EvidencePrincipal;
  readonly profile: string;
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

/**
 * Reads the evidence of a scan that is to be gone on with.
 * @throws a message for people where it is no evidence, or that of somebody else or of another profile.
 */
export function readEarlier(file: string, cwd: string, { principal, profile }: Continuing): EarlierEvidence {
  const earlier = parse(textOf(resolve(cwd, file), file));
  const { version, startedAt, servers } = earlier;
  if (version !== 1 || startedAt === undefined || !Array.isArray(servers)) throw new Error(`${file} is no evidence of a scan. Write it by scan --format json --output ${file}.`);
  if (earlier.principal?.objectId !== principal.objectId) throw new Error(`${file} is evidence of ${earlier.principal?.name ?? 'somebody else'}, and evidence has one author. Scan without --resume.`);
  if (earlier.profile !== profile) throw new Error(`${file} was judged by the profile ${earlier.profile ?? '?'}, not by ${profile}. Add --profile ${earlier.profile ?? profile}, or scan without --resume.`);
  const read = (servers as readonly EvidenceServer[]).filter((server) => server.readAt !== null && server.failure === null);
  return { startedAt, servers: new Map(read.map((server) => [server.id.toLowerCase(), server])) };
}
