import { countsLine, type Counts } from './counts';

/** A test that failed, as it is told again at the end of a run. */
export interface Failure {
  /** Its full title, with the suites that it is in. */
  readonly title: string;
  /** What went wrong, and where. */
  readonly message: string;
}

/** How many lines the failed tests of a run take together: records of long runs keep little more than their end. */
const mostLines = 60;

/** How many lines one of them takes, even where it is alone. */
const mostOfOne = 20;

/** How many lines of its stack. */
const mostOfStack = 4;

const isFrame = (line: string): boolean => /^\s*at\s/.test(line);

/** What was thrown, with its stack; the name of a test that failed by a value that is no error says little. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack = '' } = error;
  // Some errors have got their message after their stack.
  return stack.includes(message) ? stack : [message, ...stack.split('\n').filter(isFrame)].join('\n');
}

/** The first lines of a message and the first of its stack, which are never pushed out by a long message. */
function shortened(message: string, most: number): string[] {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const frames = lines.filter(isFrame).slice(0, Math.min(mostOfStack, Math.floor(most / 2)));
  const words = lines.filter((line) => !isFrame(line));
  const room = most - frames.length;
  return [...(words.length > room ? [...words.slice(0, room - 1), '…'] : words), ...frames];
}

/** Tells the failed tests again, in so many lines at most, however many and however talkative they are. */
export function failureLines(failures: readonly Failure[], most = mostLines): string[] {
  if (failures.length === 0) return [];
  const left = most - 1;
  const named = failures.slice(0, failures.length > left ? left - 1 : left);
  const others = failures.length - named.length;
  const forEach = Math.min(mostOfOne, Math.floor((left - (others > 0 ? 1 : 0)) / named.length)) - 1;
  return [
    'What failed:',
    ...named.flatMap(({ title, message }) => [`✖ ${title.replace(/\s*\n\s*/g, ' ')}`, ...(forEach < 1 ? [] : shortened(message, forEach).map((line) => `    ${line}`))]),
    ...(others > 0 ? [`… and ${others} more, see above.`] : []),
  ];
}

/** What ends a run: the failed tests once more, and the line of counts. */
export const conclusion = (counts: Counts): string => [...failureLines(counts.failures), countsLine(counts)].join('\n');
