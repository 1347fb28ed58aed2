/**
 * Makes text from others fit for a cell or a line of Markdown: none of it may become a link, a picture, HTML or a new
 * column. Addresses, which readers of Markdown turn into links by themselves, become code.
 */
export function cellText(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const escaped = (part: string): string => part.replace(/[\\`*_[\]<>|#!&]/g, '\\$&');
  return line
    .split(/(\S*(?:@|:\/\/|www\.)\S*)/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `\`${part.replaceAll('`', '').replaceAll('|', '\\|')}\``))
    .join('');
}
