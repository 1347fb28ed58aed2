import { UsageError } from './command';

const clouds = ['public', 'usgov', 'china'] as const;

/** One of the clouds, or the address of Resource Manager in another one. */
export type CloudOption = (typeof clouds)[number] | URL;

/** Reads `--cloud`. Plain http is for this computer only, where an emulator may answer. */
export function readCloud(text: string | undefined): CloudOption {
  const cloud = clouds.find((one) => one === (text ?? 'public'));
  if (cloud !== undefined) return cloud;
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url !== undefined && /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return url;
  throw new UsageError(`--cloud takes ${clouds.join(', ')} or the https address of Azure Resource Manager, not "${text ?? ''}".`);
}
