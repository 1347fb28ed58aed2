import { shownPlace } from '../read-place';
import { wrapText } from '../wrap-text';
import type { Diagnosis, Step, StepName } from './diagnosis';

const titles: Readonly<Record<StepName, string>> = {
  name: 'Name',
  connection: 'Connection',
  negotiation: 'Asking for TLS',
  tls: 'TLS handshake',
  certificate: 'Certificate',
  'sign-in': 'Sign-in',
};

/** One sentence for the whole. */
export function summary({ ok, steps, failure }: Diagnosis): string {
  if (!ok) return `No connection: ${failure ?? 'unknown'}.`;
  return steps.some(({ name }) => name === 'sign-in') ? 'The server is verified and the sign-in accepted.' : 'The server is verified. No sign-in was tried.';
}

const shownMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const lines = ({ name, ok, ms, detail, advice }: Step): string[] => [
  `${ok ? '✔' : '✖'} ${titles[name]} (${shownMs(ms)})`,
  ...wrapText(detail, '    '),
  ...(advice === undefined ? [] : wrapText(advice, '      ', '    → ')),
  '',
];

function chain({ tls }: Diagnosis): string[] {
  if (tls === undefined) return [];
  return ['Certificates', ...tls.chain.map(({ subject, validTo }) => `    ${subject} (until ${validTo})`), ''];
}

/** Writes a diagnosis as text for people: what it comes to, then each step with what was found and what to do. */
export function diagnosisText(diagnosis: Diagnosis): string {
  return [shownPlace(diagnosis), summary(diagnosis), '', ...diagnosis.steps.flatMap(lines), ...chain(diagnosis)].join('\n');
}
