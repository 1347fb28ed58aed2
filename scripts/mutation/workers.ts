import { fork, type ChildProcess } from 'node:child_process';
import { inRepository } from '../repository';
import type { Asked, Observed, Tried } from './answers';

/** A process that tries mutants. One that does not answer in time is ended, and the next question starts another. */
export interface Worker {
  readonly observe: () => Promise<Observed>;
  readonly tryMutant: (asked: Asked & { ask: 'try' }, limitMs: number) => Promise<Tried | 'too slow'>;
  readonly stop: () => void;
}

const start = (bundle: string): ChildProcess =>
  fork(inRepository('scripts', 'mutation', 'worker.ts'), [bundle], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

export function createWorker(bundle: string): Worker {
  let child: ChildProcess | undefined;

  function ask<Answer>(asked: Asked, limitMs: number): Promise<Answer | 'too slow'> {
    const process = (child ??= start(bundle));
    return new Promise((resolve) => {
      const end = (answer: Answer | 'too slow'): void => {
        clearTimeout(timer);
        process.off('message', end);
        process.off('exit', lost);
        resolve(answer);
      };
      const lost = (): void => {
        child = undefined;
        end('too slow');
      };
      // A process that runs out of memory ends by itself, and is as good as one that does not answer.
      const timer = setTimeout(() => process.kill('SIGKILL'), limitMs);
      process.on('message', end);
      process.on('exit', lost);
      process.send(asked);
    });
  }

  return {
    observe: async () => {
      const answer = await ask<Observed>({ ask: 'observe' }, 600_000);
      if (answer === 'too slow') throw new Error('The tests did not end without a mutant.');
      return answer;
    },
    tryMutant: (asked, limitMs) => ask<Tried>(asked, limitMs),
    stop: () => child?.kill(),
  };
}
