import { insideTypes } from '../model/inside';
import type { Inside } from '../postgres/inside/inside';
import type { InsideFinding } from '../postgres/inside/report';
import type { FleetServer } from './fleet';
import { loadAnalysis } from './load-analysis';
import type { Services } from './services';

/** Judges what was read inside a server by the rules that judge it everywhere. @param server where a list has it. */
export async function insideFindings({ configurations }: Services, inside: Inside, server: FleetServer | undefined): Promise<readonly InsideFinding[]> {
  const analysis = await loadAnalysis();
  const { check, layers, onlyInside, withInside } = analysis;
  const snapshot = server?.snapshot === undefined ? onlyInside(inside) : withInside(server.snapshot, server.summary.id, inside);
  const { findings } = check(snapshot, { layers, ...configurations.policy(analysis), today: inside.at.slice(0, 10) });
  return findings
    .filter(({ rule }) => rule.inside === true)
    .map(({ level, outcome, message, at }) => {
      const about = at.in === 'resource' ? snapshot.resource(at.key) : undefined;
      return { level, outcome, message, ...(about?.type === insideTypes.role && typeof about.name === 'string' ? { role: about.name } : {}) };
    });
}
