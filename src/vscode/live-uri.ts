/** The parts of the address of a server's document that the editor's own type is made of. */
export interface LiveUriParts {
  readonly path: string;
  readonly query: string;
}

/** Keeps what people read in a tab from being taken for folders. */
const segment = (text: string): string => text.replace(/[/\\?#]/g, '-') || '-';

/**
 * Names a server's document. The path is for people and gives the language; the query says which server it is.
 * @param subscription the subscription's name.
 */
export function liveUriParts(subscription: string, serverName: string, serverId: string): LiveUriParts {
  return { path: `/${segment(subscription)}/${segment(serverName)}.json`, query: serverId };
}
