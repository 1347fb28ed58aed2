import { isChangeable, isOneServer, kindNames, nameOf, type Kind, type Server } from '../../model/resource';

/** Says of a server that nothing is changed on it from here. */
export const readOnlyWords = (name: string, kind: Kind): string => `${name} is a ${kindNames[kind]}, which is read only here.`;

/** Says that servers of this kind are not changed from here, or nothing where they are. */
export const whyReadOnly = (server: Server): string | undefined => (isChangeable(server) ? undefined : readOnlyWords(nameOf(server.resource), server.kind));

/**
 * Says why something that is done for Flexible Server and Single Server is not done for this kind, or nothing where it is.
 * @param why what is different about a cluster (serverGroupsv2); the end of a sentence.
 */
export const whyNotOfClusters = (server: Server, why: string): string | undefined =>
  isOneServer(server) ? undefined : (whyReadOnly(server) ?? `${nameOf(server.resource)} is a ${kindNames[server.kind]}: ${why}.`);

/** https://learn.microsoft.com/rest/api/postgresqlhsc/clusters/update */
export const signInOfClusters = 'Azure documents no call that changes how people sign in to one that exists';
