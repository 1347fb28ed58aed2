import { Hover, languages, MarkdownString, Range, type Disposable, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { diagnosticSource } from '../diagnostic-of';
import { hoverText } from './hover-text';
import type { TemplateChecks } from './template-checks';
import { isTemplate, templateLanguages } from './template-files';

/** Tells of a setting of a server what it does, what is safe, and what it is. */
class TemplateHovers implements HoverProvider {
  constructor(private readonly checks: TemplateChecks) {}

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (!isTemplate(document)) return undefined;
    const explained = this.checks.explain(document, document.offsetAt(position));
    const [first] = explained;
    if (first === undefined) return undefined;
    const here = languages.getDiagnostics(document.uri).filter(({ range, source }) => source === diagnosticSource && range.contains(position));
    const said = new Set(here.map(({ message }) => message));
    const texts = explained.map((setting) => new MarkdownString(hoverText(setting, said), true));
    const { start, end } = first.span;
    return new Hover(texts, new Range(document.positionAt(start), document.positionAt(end)));
  }
}

export function registerTemplateHovers(checks: TemplateChecks): Disposable {
  return languages.registerHoverProvider([...templateLanguages], new TemplateHovers(checks));
}
