export { commandTable } from '../vscode/commands/command-table';
