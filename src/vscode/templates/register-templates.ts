import { workspace, type Disposable } from 'vscode';
import type { Services } from '../services';
import { section } from '../settings';
import { registerTemplateActions } from './template-actions';
import { TemplateChecks } from './template-checks';

/** Starts the warnings in templates and their quick fixes. */
export function registerTemplates(services: Services): Pick<Disposable, 'dispose'>[] {
  const checks = new TemplateChecks(services);
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) checks.checkAll();
  });
  const configurations = services.configurations.onDidChange(() => checks.checkAll());
  return [checks, registerTemplateActions(checks), settings, configurations];
}
