import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { psqlEnvironment } from '../../../src/postgres/psql-environment';

const connection = { host: 'pg-orders.postgres.database.azure.com', database: 'orders', user: 'app' };
const rootFile = '/storage/root-certificates.pem';

describe('the environment of psql', () => {
  it('asks for a verified server, by a file that every libpq reads', () => {
    const { PGHOST, PGPORT, PGDATABASE, PGUSER, PGSSLMODE, PGSSLROOTCERT, PGSSLMINPROTOCOLVERSION, PGPASSWORD } = psqlEnvironment({ connection, rootFile });
    assert.deepEqual([PGHOST, PGPORT, PGDATABASE, PGUSER], [connection.host, '5432', 'orders', 'app']);
    assert.deepEqual([PGSSLMODE, PGSSLROOTCERT, PGSSLMINPROTOCOLVERSION, PGPASSWORD], ['verify-full', rootFile, 'TLSv1.2', null]);
  });

  it('takes nothing in place of TLS, such as the encryption of Kerberos', () => {
    assert.equal(psqlEnvironment({ connection, rootFile })['PGGSSENCMODE'], 'disable');
  });

  it('takes away what could lead elsewhere or weaken it', () => {
    const made = psqlEnvironment({ connection, rootFile });
    for (const name of ['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGPASSFILE', 'PGOPTIONS', 'PGREQUIRESSL', 'PGSSLSNI', 'PGSSLNEGOTIATION', 'PGSSLMAXPROTOCOLVERSION', 'PGREQUIREAUTH']) assert.equal(made[name], null, name);
  });

  it('binds the exchange of a password to the channel, and no token', () => {
    assert.equal(psqlEnvironment({ connection, rootFile, secret: 'x', bind: true })['PGCHANNELBINDING'], 'require');
    assert.equal(psqlEnvironment({ connection, rootFile, secret: 'eyJ' })['PGCHANNELBINDING'], 'prefer');
  });

  it('refuses a host that no certificate names', () => {
    assert.throws(() => psqlEnvironment({ connection: { ...connection, host: '10.0.0.1' }, rootFile }), RangeError);
  });
});
