import * as vscode from 'vscode';

/** Keeps the addresses that it is opened by; the command tells the next one, or one that has come already. */
export function activate(context: vscode.ExtensionContext): void {
  const received: string[] = [];
  const waiting: ((address: string) => void)[] = [];
  context.subscriptions.push(
    vscode.window.registerUriHandler({
      handleUri: (uri) => {
        const next = waiting.shift();
        if (next === undefined) received.push(uri.toString(true));
        else next(uri.toString(true));
      },
    }),
    vscode.commands.registerCommand('fixturePgsql.received', () => received.shift() ?? new Promise<string>((resolve) => waiting.push(resolve))),
  );
}
