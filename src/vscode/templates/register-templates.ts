import { workspace, type Disposable } from 'vscode';
import type { Services } from '../services';
import { section } from '../settings';
import { registerTemplateActions } from './template-actions';
import { TemplateChecks } from './template-checks';
import { registerTemplateHovers } from './template-hovers';
import { registerTemplateLenses } from './template-lenses';

/** Starts the warnings in templates, their quick fixes, and what is told on top of them. */
export function registerTemplates(services: Services): Pick<Disposable, 'dispose'>[] {
  const checks = new TemplateChecks(services);
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) checks.checkAll();
  });
  const configurations = services.configurations.onDidChange(() => checks.checkAll());
  return [checks, registerTemplateActions(checks), registerTemplateHovers(checks), registerTemplateLenses(checks, services), settings, configurations];
}
