/** What a command reads and writes beside files, so that tests can stand in for a terminal. */
export interface CommandIo {
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Today's date, such as 2026-11-24. */
  readonly today: string;
  /** True where standard output is a terminal. */
  readonly isTerminal: () => boolean;
  /** True where standard error is one, though the output may go into a file. */
  readonly isErrorTerminal?: () => boolean;
  readonly readInput: () => Promise<Buffer>;
  /** Asks for a secret that is not shown while it is typed; nothing where nobody can be asked. */
  readonly askSecret?: (prompt: string) => Promise<string | undefined>;
  /** Calls back once when the person presses Ctrl+C, or a time limit ends the program, which then ends by itself. */
  readonly onInterrupt?: (act: () => void) => void;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** 0: nothing found that fails; 1: something found; 2: not everything could be checked. */
export type ExitCode = 0 | 1 | 2;
