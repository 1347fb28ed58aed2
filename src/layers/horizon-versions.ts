import type { Subject } from '../model/rule';

/** From this version of the API on, parts of a HorizonDB cluster are resources of their own: https://learn.microsoft.com/azure/templates/microsoft.horizondb */
const separateSince = '2026-10-01';

/** Whether a template writes a HorizonDB cluster in a version of the API that keeps parts of it elsewhere. */
export const hasSeparateParts = ({ snapshot, server: { resource } }: Subject): boolean =>
  snapshot.origin === 'template' && resource.apiVersion !== undefined && resource.apiVersion >= separateSince;
