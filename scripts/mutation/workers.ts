import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRepository } from '../repository';
import type { Asked, Attempt, Observed, Tried } from './answers';
import type { Bundles } from './bundle-tests';
import { remembered } from './remembered';

/** A process that tries mutants. One that ends by itself is as good as one that does not answer, and the next question starts another. */
export interface Worker {
  readonly tryMutant: (attempt: Attempt) => Promise<Tried | 'lost'>;
  readonly stop: () => void;
}

function start({ counting, switched }: Bundles): ChildProcess {
  // A mutant that fills the memory should not take that of others.
  const execArgv = ['--import', 'tsx', '--max-old-space-size=2000'];
  return fork(inRepository('scripts', 'mutation', 'worker.ts'), [counting, switched], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

function ask<Answer>(child: ChildProcess, asked: Asked): Promise<Answer | 'lost'> {
  return new Promise((resolve) => {
    const end = (answer: Answer | 'lost'): void => {
      child.off('message', end);
      child.off('exit', lost);
      resolve(answer);
    };
    const lost = (): void => end('lost');
    child.on('message', end);
    child.on('exit', lost);
    child.send(asked);
  });
}

/** Runs everything without a mutant. */
export function observeTests(bundles: Bundles, mutants: number): Promise<Observed> {
  return remembered('observed', [readFileSync(bundles.counting, 'utf8')], async () => {
    const child = start(bundles);
    const observed = await ask<Observed>(child, { ask: 'observe', mutants });
    child.kill();
    if (observed === 'lost') throw new Error('The tests did not end without a mutant.');
    if (observed.failed.length > 0) throw new Error(`The tests fail without a mutant:\n${observed.failed.join('\n')}`);
    return observed;
  });
}

export function createWorker(bundles: Bundles, { tests }: Observed): Worker {
  let child: ChildProcess | undefined;
  return {
    tryMutant: async (attempt) => {
      if (child === undefined) {
        child = start(bundles);
        await ask(child, { ask: 'remember', tests });
      }
      const tried = await ask<Tried>(child, attempt);
      if (tried === 'lost') child = undefined;
      return tried;
    },
    stop: () => child?.kill(),
  };
}
