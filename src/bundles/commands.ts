export { commandTable } from '../vscode/commands/command-table';
export { endTemporaryRule } from '../vscode/mend/network/end-temporary-rule';
