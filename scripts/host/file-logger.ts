import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes the place of the compiled module `@vscode/spdlog` in the VS Code host: it writes log lines to files.
 *
 * The module would have to be compiled on each machine. Without it VS Code's output channels stay empty, because VS
 * Code shows there what it reads from those files. Rotation is left out: the files live as long as a session.
 */
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;

export const version = 0;

/** Every line is written at once, whatever its level. */
export function setFlushOn(): void {
  // Nothing is held back.
}

export function setLevel(): void {
  // Each logger has a level of its own.
}

export class Logger {
  private level = 2;
  private raw = false;

  constructor(private readonly file: string) {}

  private write(level: number, message: string): void {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.file, this.raw ? message : `${time} [${levels[level] ?? 'info'}] ${message}\n`);
  }

  trace(message: string): void {
    this.write(0, message);
  }
  debug(message: string): void {
    this.write(1, message);
  }
  info(message: string): void {
    this.write(2, message);
  }
  warn(message: string): void {
    this.write(3, message);
  }
  error(message: string): void {
    this.write(4, message);
  }
  critical(message: string): void {
    this.write(5, message);
  }
  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  /** VS Code sets one pattern only, and this class writes its shape. */
  setPattern(): void {
    this.raw = false;
  }
  /** From here on messages are written as they are, without a line break of their own. */
  clearFormatters(): void {
    this.raw = true;
  }
  flush(): void {
    // Nothing is held back.
  }
  drop(): void {
    // There is no handle to close.
  }
}

export function createRotatingLogger(_name: string, file: string): Promise<Logger> {
  mkdirSync(dirname(file), { recursive: true });
  return Promise.resolve(new Logger(file));
}

export const createAsyncRotatingLogger = createRotatingLogger;
