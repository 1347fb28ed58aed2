import { known } from '../../model/fact';
import { defineLayer, factLine } from '../../model/layer';
import { aroundLine } from '../around';
import { copyLines } from './copy-lines';
import { deleteLock, locks, locksNeed } from './delete-lock';
import type { BackupFacts } from './facts';
import { readBackupFacts } from './facts';
import { geoRedundancy } from './geo-redundancy';
import { maintenanceWindow } from './maintenance-window';
import { readReplica } from './read-replica';
import { retention } from './retention';
import { standby } from './standby';
import { storageGrowth } from './storage-growth';

const onOff = (on: boolean): string => (on ? 'on' : 'off');

function sumUp({ retention: days, geoRedundant }: BackupFacts): string {
  if (days.kind === 'notApplicable') return known(geoRedundant) === true ? 'Backups in two regions' : 'Backups in one region';
  const number = known(days);
  const kept = number === undefined ? 'Backups, how long is unknown' : `Backups of ${number} days`;
  return known(geoRedundant) === true ? `${kept}, in two regions` : kept;
}

export const backup = defineLayer<BackupFacts>({
  id: 'backup',
  label: 'Backup and availability',
  summary: 'Backups are made by themselves and kept for days; copies in another region and a standby are a choice.',
  appliesTo: ['flexible', 'single', 'cluster'],
  needs: [locksNeed],
  rules: [geoRedundancy, standby, storageGrowth, retention, maintenanceWindow, readReplica, deleteLock],
  read: readBackupFacts,
  describe: ({ retention: kept, geoRedundant, availability, storageGrowth: growth }, server, snapshot) => [
    ...(server.kind === 'cluster' ? [] : [factLine('Days to go back', kept)]),
    factLine('Geo-redundant backup', geoRedundant, onOff),
    ...(server.kind === 'single' ? [] : [factLine('Standby', availability)]),
    ...(server.kind === 'cluster' ? [] : [factLine('Storage auto-grow', growth, onOff)]),
    ...copyLines({ server, snapshot }),
    ...aroundLine({ server, snapshot }, locks),
  ],
  text: sumUp,
});
