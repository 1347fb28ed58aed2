import { EventEmitter, languages, Location, workspace, type Diagnostic, type TextDocument, type Uri } from 'vscode';
import type { Finding } from '../../model/finding';
import type { TextEdit } from '../../sources/program';
import type { KnownFiles } from '../../sources/template/known-files';
import { diagnosticOf } from '../diagnostic-of';
import { loadAnalysis, type Analysis } from '../load-analysis';
import type { Services } from '../services';
import { explainAt, type ExplainedSetting } from './explain-at';
import { checkOptions, judgeTemplate, type JudgedTemplate, type PlacedServer, type PlacedTemplateFinding, type TemplateJudging } from './judge-template';
import { mendAll } from './mend-all';
import { ParametersFiles } from './parameters-files';
import { fileOf, isTemplate, TemplateFiles } from './template-files';
import { undecidedDiagnostics } from './undecided-diagnostics';

/** How long typing has to pause. Short enough to feel immediate, long enough to skip keys of fast typing. */
const pauseMs = 60;

interface Judged extends JudgedTemplate {
  readonly files: TemplateFiles;
  readonly document: TextDocument;
  readonly version: number;
  /** How long the check took: a document of many megabytes is checked in longer pauses. */
  readonly ms: number;
}

/** Today's date, such as 2026-11-24. Rules ask no clock themselves. */
const today = (): string => new Date().toISOString().slice(0, 10);

const sameFinding = (a: Diagnostic, b: Diagnostic): boolean =>
  a.message === b.message && a.range.isEqual(b.range) && JSON.stringify(a.code) === JSON.stringify(b.code);

/** Checks open templates while they are typed, and publishes what it finds in them and in the modules they call. */
export class TemplateChecks {
  private readonly collection = languages.createDiagnosticCollection('postgresql-security-templates');
  private readonly judged = new Map<string, Judged>();
  private readonly checked = new EventEmitter<void>();
  /** Fires when a document was checked, or is no longer open. */
  readonly onDidCheck = this.checked.event;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly parametersFiles = new ParametersFiles();
  private readonly watcher = workspace.createFileSystemWatcher('**/*');
  private readonly subscriptions = [
    this.watcher,
    this.parametersFiles,
    this.parametersFiles.onDidChange(() => this.checkAll()),
    this.watcher.onDidChange((uri) => this.changedOnDisk(uri)),
    this.watcher.onDidCreate((uri) => this.changedOnDisk(uri)),
    this.watcher.onDidDelete((uri) => this.changedOnDisk(uri)),
    workspace.onDidOpenTextDocument((document) => this.later(document, 0)),
    workspace.onDidChangeTextDocument(({ document }) => this.changed(document)),
    workspace.onDidCloseTextDocument((document) => this.close(document)),
  ];
  private analysis: Analysis | undefined;
  /** What did not change since an earlier check is not read again. */
  private known: KnownFiles | undefined;

  constructor(private readonly services: Services) {
    this.checkAll();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.collection.dispose();
    this.checked.dispose();
  }

  /** The rules and parsers, once the first template was checked. */
  get loaded(): Analysis | undefined {
    return this.analysis;
  }

  /** Checks every open template again, after a setting changed. */
  checkAll(): void {
    for (const document of workspace.textDocuments) this.later(document, 0);
  }

  /** The findings in a document as its text is now, for quick fixes. */
  findings(document: TextDocument): readonly PlacedTemplateFinding[] {
    const file = fileOf(document);
    const known = this.judged.get(file);
    if (known?.version !== document.version) this.check(document);
    return [...this.judged.values()].flatMap(({ findings }) => findings.filter(({ at }) => at.file === file));
  }

  /** What was found of the servers that are written in a document, by the last check of whatever deploys them. */
  servers(document: TextDocument): readonly PlacedServer[] {
    const file = fileOf(document);
    return [...this.judged.values()].flatMap(({ servers }) => servers.filter(({ at }) => at.file === file));
  }

  /** Explains the settings that are written at a place, as its text is now. */
  explain(document: TextDocument, offset: number): readonly ExplainedSetting[] {
    const { analysis } = this;
    if (analysis === undefined) return [];
    const file = fileOf(document);
    if (this.judged.get(file)?.version !== document.version) this.check(document);
    const options = checkOptions(this.judging(analysis, document, new TemplateFiles()));
    return [...this.judged.values()].flatMap(({ program }) => explainAt(program, analysis, options, file, offset));
  }

  /** The edits that mend all wanted findings in a document, made for the texts of the files. */
  mendAll(document: TextDocument, files: TemplateFiles, wanted: (finding: Finding) => boolean): readonly TextEdit[] {
    const { analysis } = this;
    if (analysis === undefined) return [];
    return mendAll({ ...this.judging(analysis, document, files), wanted });
  }

  private judging(analysis: Analysis, document: TextDocument, files: TemplateFiles): TemplateJudging {
    return { analysis, policy: this.services.configurations.policy(analysis, document.uri), file: fileOf(document), files, beside: [...new Set([...files.beside(document.uri), ...this.parametersFiles.files])], ...(this.known === undefined ? {} : { known: this.known }), today: today(), showUnknown: this.services.settings().templateUnknowns !== 'off' };
  }

  private changed(document: TextDocument): void {
    const file = isTemplate(document) ? fileOf(document) : document.uri.toString();
    this.later(document, pauseMs + 2 * (this.judged.get(file)?.ms ?? 0));
    this.checkAskers(file, document);
  }

  /** The text of an open document goes before what is on disk. */
  private changedOnDisk(uri: Uri): void {
    const file = uri.toString();
    if (!workspace.textDocuments.some((document) => document.uri.toString() === file)) this.checkAskers(file);
  }

  /** Checks what asked for a file again: callers of a module, and templates that load data. */
  private checkAskers(file: string, changed?: TextDocument): void {
    for (const { document, files } of this.judged.values()) {
      if (document !== changed && files.asked.has(file)) this.later(document, pauseMs);
    }
  }

  private later(document: TextDocument, ms: number): void {
    if (!isTemplate(document)) return;
    const file = fileOf(document);
    clearTimeout(this.timers.get(file));
    this.timers.set(
      file,
      setTimeout(() => {
        this.timers.delete(file);
        void this.load().then(() => this.check(document));
      }, ms),
    );
  }

  private async load(): Promise<void> {
    this.analysis ??= await loadAnalysis();
    this.known ??= new this.analysis.KnownFiles();
    await this.parametersFiles.upToDate();
  }

  private check(document: TextDocument): void {
    // Quick fixes are asked for in every document of a language, that of a live server too.
    if (this.analysis === undefined || document.isClosed || !isTemplate(document)) return;
    const before = this.judged.get(fileOf(document));
    const file = fileOf(document);
    const { configurations, settings } = this.services;
    if (!settings().templates || configurations.isIgnored(this.analysis, document.uri)) this.judged.delete(file);
    else {
      try {
        const started = performance.now();
        const files = new TemplateFiles();
        const judged = judgeTemplate(this.judging(this.analysis, document, files));
        this.judged.set(file, { ...judged, files, document, version: document.version, ms: performance.now() - started });
      } catch (error) {
        // The text may hold secrets, so only the place is logged.
        this.services.log.error(`Checking ${document.uri.path} failed.`, error instanceof Error ? (error.stack ?? '') : '');
        this.judged.delete(file);
      }
    }
    this.publish([...touched(before), ...touched(this.judged.get(file))]);
    this.checked.fire();
  }

  private close(document: TextDocument): void {
    const file = fileOf(document);
    clearTimeout(this.timers.get(file));
    const before = this.judged.get(file);
    this.judged.delete(file);
    this.publish(touched(before));
    if (before !== undefined) this.checked.fire();
  }

  /** Sets the diagnostics of files anew, one `set` each, from all open templates that reach them. */
  private publish(files: readonly string[]): void {
    for (const file of new Set(files)) {
      const all: Diagnostic[] = [];
      let uri: Uri | undefined;
      for (const judged of this.judged.values()) {
        for (const diagnostic of this.diagnostics(judged, file)) {
          uri = judged.files.uri(file);
          if (!all.some((other) => sameFinding(other, diagnostic))) all.push(diagnostic);
        }
      }
      if (uri === undefined) this.collection.delete(new TemplateFiles().uri(file));
      else this.collection.set(uri, all);
    }
  }

  /** What one judged document has to say about a file: that of its findings, and of its suppressions. */
  private diagnostics({ findings, notices, files, document }: Judged, file: string): Diagnostic[] {
    const { analysis } = this;
    const here = findings.filter(({ at }) => at.file === file);
    const { levels } = analysis === undefined ? { levels: {} } : this.services.configurations.policy(analysis, document.uri);
    return [
      ...here.filter(({ finding }) => finding.outcome === 'fail').map((placed) => this.diagnostic(files, placed)),
      ...undecidedDiagnostics(here, files, this.services.settings()),
      ...notices.flatMap(({ id, message, at }) => {
        const level = analysis?.suppressionLevel(id, levels) ?? 'off';
        return level === 'off' || at.file !== file ? [] : [diagnosticOf({ message, level, ruleId: id, range: files.range(at) })];
      }),
    ];
  }

  private diagnostic(files: TemplateFiles, { finding, at, related }: PlacedTemplateFinding): Diagnostic {
    return diagnosticOf({
      message: finding.message,
      level: finding.level,
      ruleId: finding.rule.id,
      range: files.range(at),
      related: related.map(({ location, message }) => ({
        location: new Location(files.uri(location.file), files.range(location)),
        message,
      })),
    });
  }
}

/** The files that findings of a judged template are in. */
function touched(judged: Judged | undefined): readonly string[] {
  return judged === undefined ? [] : [...judged.findings, ...judged.notices].map(({ at }) => at.file);
}
