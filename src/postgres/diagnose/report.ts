import type { Diagnosis, Step, StepName } from './diagnosis';

export const stepTitles: Readonly<Record<StepName, string>> = {
  name: 'Name',
  connection: 'Connection',
  negotiation: 'Asking for TLS',
  tls: 'TLS handshake',
  certificate: 'Certificate',
  'sign-in': 'Sign-in',
};

/** One sentence for the whole. */
export function summary({ ok, steps, failure }: Diagnosis): string {
  if (!ok) return `No verified connection: ${failure ?? 'unknown'}.`;
  return steps.some(({ name }) => name === 'sign-in') ? 'The server is verified and the sign-in accepted.' : 'The server is verified. No sign-in was tried.';
}

const shownMs = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const line = ({ name, ok, ms, detail, advice }: Step): string =>
  [`${ok ? '✔' : '✖'} ${stepTitles[name].padEnd(15)} ${shownMs(ms).padStart(8)}  ${detail}`, ...(advice === undefined ? [] : [`${' '.repeat(28)}→ ${advice}`])].join('\n');

/** Writes a diagnosis as text for people: one line for each step, with what to do beneath. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { host, port, steps } = diagnosis;
  return [`${host}:${port}`, '', ...steps.map(line), '', summary(diagnosis), ''].join('\n');
}
