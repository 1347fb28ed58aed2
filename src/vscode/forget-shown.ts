import type { Disposable } from 'vscode';
import type { Services } from './services';

/** What documents and marks show of servers goes with whoever saw it. */
export function registerForgetting({ session, comparisons, diagnoses, previews }: Services): Disposable {
  const ownerNow = (): string | undefined => (session.state.kind === 'signed-in' ? session.state.owner : undefined);
  let owner = ownerNow();
  return session.onDidChange(() => {
    // A person who thinks better of signing in keeps what they had.
    if (session.state.kind === 'signing-in') return;
    const before = owner;
    owner = ownerNow();
    if (before === undefined || before === owner) return;
    comparisons.clear();
    diagnoses.clear();
    previews.clear();
  });
}
