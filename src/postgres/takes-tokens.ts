import { azureDomainOf } from './azure-clouds';

/** Whether a host is a server of Azure by its name, to which a token of Microsoft Entra may go. */
export const takesTokens = (host: string): boolean => azureDomainOf(host) !== undefined;
