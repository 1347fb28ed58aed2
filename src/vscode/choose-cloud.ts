import type { Cloud } from '../sources/azure/cloud';
import { clouds, customCloud } from '../sources/azure/cloud';
import type { Settings } from './settings';
import { UserMessage } from './user-message';

/**
 * Finds the cloud that the settings name.
 * @throws a message for people where the custom address is missing or is not https: tokens never travel in the clear.
 */
export function chooseCloud({ cloud, customEndpoint }: Pick<Settings, 'cloud' | 'customEndpoint'>): Cloud {
  if (cloud !== 'custom') return clouds[cloud];
  const address = customEndpoint.trim();
  const setting = 'the setting “Custom Cloud: Resource Manager”';
  if (address === '') throw new UserMessage(`The custom cloud has no address yet. Write the https address of its Resource Manager into ${setting}.`);
  if (!URL.canParse(address)) throw new UserMessage(`“${address}” is not an address. Correct ${setting}.`);
  const { protocol, username, password } = new URL(address);
  if (protocol !== 'https:') throw new UserMessage(`The address of a custom cloud has to start with https://, so that no token travels in the clear. Correct ${setting}.`);
  if (username !== '' || password !== '') throw new UserMessage(`The address of a custom cloud must not hold a user name or password. Correct ${setting}.`);
  return customCloud(address);
}
