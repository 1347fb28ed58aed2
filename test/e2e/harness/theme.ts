/** The colour theme that somebody wants to see the walks in, such as Dark Modern; that of VS Code itself otherwise. */
export const chosenTheme: string | undefined = process.env['E2E_THEME'];

/** What the names of pictures in another theme end with. */
export const themeSuffix: string = chosenTheme === undefined ? '' : `-${chosenTheme.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
