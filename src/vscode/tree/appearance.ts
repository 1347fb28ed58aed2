import type { Level } from '../../model/rule';

/** A codicon with the id of a theme colour. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** How a node shows, without anything of the editor: rendered by `fleet-tree`, tested without a window. */
export interface Appearance {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** Markdown. */
  readonly tooltip: string;
  /** Set where the tooltip takes work: then it is asked for when somebody points at the row. */
  readonly isTooltipLate?: true;
  /** Words that the menus of package.json look for. */
  readonly contextValue: string;
  readonly foldable: 'no' | 'closed' | 'open';
  /** What a screen reader says. */
  readonly spoken: string;
}

/** The colours of the Problems panel. */
export const levelColors: Readonly<Record<Level, string>> = {
  error: 'problemsErrorIcon.foreground',
  warning: 'problemsWarningIcon.foreground',
  info: 'problemsInfoIcon.foreground',
};

/** Levels are called as their codicons are. */
export function levelIcon(level: Level): Icon {
  return { id: level, color: levelColors[level] };
}

/** Nothing to do here. */
export const calm = 'disabledForeground';

export const icons = {
  pass: { id: 'pass', color: 'testing.iconPassed' },
  quiet: { id: 'circle-small', color: calm },
  unread: { id: 'circle-outline', color: calm },
  reading: { id: 'loading~spin' },
  question: { id: 'question', color: calm },
  gone: { id: 'circle-slash', color: calm },
} as const satisfies Readonly<Record<string, Icon>>;

/** Keeps text that came from Azure from being read as Markdown, or as an icon. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, '\\$&').replace(/\s+/g, ' ');
}

/** Joins the parts that are not empty. */
export function join(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
