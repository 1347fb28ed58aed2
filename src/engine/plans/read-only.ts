import { isChangeable, kindNames, nameOf, type Server } from '../../model/resource';

/** Says that servers of this kind are not changed from here, or nothing where they are. */
export const whyReadOnly = (server: Server): string | undefined =>
  isChangeable(server) ? undefined : `${nameOf(server.resource)} is a ${kindNames[server.kind]}, which is read only here.`;
