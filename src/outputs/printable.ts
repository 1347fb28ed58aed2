/**
 * Makes a text from a file fit to be printed. Names of files and resources come from others: nothing in them may move
 * the cursor, change the terminal or be taken for a command by the pipeline that shows the output.
 */
export function printable(text: string): string {
  return text
    .replace(/##(?=vso\[|\[)/g, '# #')
    .replace(/^(?=\s*::)/, '.')
    // eslint-disable-next-line no-control-regex -- Control characters are what is looked for.
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
      /\s/.test(character) ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
