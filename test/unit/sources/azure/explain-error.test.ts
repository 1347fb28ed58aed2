import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emulatorToken } from '../../../../src/emulator/emulator-credential';
import { explainError, sentence } from '../../../../src/sources/azure/explain-error';
import { redact } from '../../../../src/sources/azure/redact';

const rest = (statusCode: number, code: string, message: string, details?: unknown) => ({ name: 'RestError', statusCode, code, message, details });

test('each kind of error says what happened, why and what now', () => {
  const policy = { error: { code: 'RequestDisallowedByPolicy', additionalInfo: [{ type: 'PolicyViolation', info: { policyDefinitionDisplayName: 'No public servers' } }] } };
  const cases: [unknown, string, RegExp][] = [
    [rest(401, 'ExpiredAuthenticationToken', ''), 'sign-in', /the sign-in has expired\. Sign in again/],
    [{ ...rest(401, 'InvalidAuthenticationToken', ''), response: { headers: new Map([['www-authenticate', 'Bearer error="insufficient_claims", claims="eyJ9"']]) } }, 'sign-in', /a further step of signing in, .*Sign in again/],
    [{ name: 'AuthenticationError', message: "AADSTS90002: Tenant 'x' not found." }, 'sign-in', /not found\. Check the tenant and the chosen cloud/],
    [rest(401, 'InvalidAuthenticationTokenTenant', ''), 'sign-in', /another tenant.*Sign in to that tenant/],
    [{ name: 'CredentialUnavailableError', message: "Please run 'az login' from a command prompt.\nDetails" }, 'sign-in', /Please run 'az login' from a command prompt\. Sign in again/],
    [{ name: 'AggregateAuthenticationError', message: 'ChainedTokenCredential authentication failed.\nCredentialUnavailableError: EnvironmentCredential is unavailable. No underlying credential could be used.\nCredentialUnavailableError: Azure CLI could not be found. Please visit https://aka.ms/azure-cli.' }, 'sign-in', /: nobody is signed in: there is no application in the environment, .* Run az login/],
    [{ name: 'AggregateAuthenticationError', message: "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: EnvironmentCredential is unavailable.\nCredentialUnavailableError: Please run 'az login' from a command prompt to authenticate before using this credential." }, 'sign-in', /did not work: Please run 'az login' from a command prompt to authenticate before using this credential\. Run az login/],
    [new Error('Failed to refresh access token.'), 'sign-in', /Sign in again/],
    [rest(403, 'AuthorizationFailed', "does not have authorization to perform action 'Microsoft.X/y/write' over scope"), 'forbidden', /Microsoft\.X\/y\/write is missing.*Contributor/],
    [rest(403, 'RequestDisallowedByPolicy', 'x', policy), 'forbidden', /an Azure Policy forbids it: No public servers\./],
    [rest(409, 'ScopeLocked', 'x'), 'forbidden', /a resource lock prevents it\. Remove the lock/],
    [rest(409, 'MissingSubscriptionRegistration', 'x'), 'failed', /Register the resource provider Microsoft\.DBforPostgreSQL/],
    [rest(409, 'ServerIsBusy', 'x'), 'failed', /busy with another operation/],
    [rest(409, 'Conflict', 'The server is busy.'), 'failed', /busy with another operation/],
    [rest(404, 'SubscriptionNotFound', 'x'), 'not-found', /the subscription was not found/],
    [{ ...rest(429, 'TooMany', 'x'), response: { headers: new Map([['retry-after', '9']]) } }, 'throttled', /Try again in 9 seconds/],
    [{ ...rest(429, 'TooMany', 'x'), response: { headers: new Map([['retry-after', '1']]) } }, 'throttled', /Try again in a second\./],
    [rest(502, '', '<html><body>Bad Gateway</body></html>'), 'failed', /an error of its own \(502/],
    [rest(400, 'InvalidParameterValue', 'Invalid value given for parameter version.'), 'failed', /Invalid value given for parameter version \(InvalidParameterValue\)/],
    [{ name: 'RestError', code: 'ECONNREFUSED', message: 'x' }, 'offline', /could not be reached \(ECONNREFUSED\)/],
    [{ name: 'RestError', code: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'x' }, 'offline', /not trusted/],
    [new Error('The long-running operation has failed. OutOfStock. There is none left.'), 'failed', /There is none left \(OutOfStock\)/],
    ['just text', 'failed', /just text/],
    [undefined, 'failed', /undefined/],
  ];
  for (const [error, kind, words] of cases) {
    const explanation = explainError(error);
    assert.equal(explanation.kind, kind, JSON.stringify(error));
    assert.match(sentence('read it', explanation), words);
    assert.match(sentence('read it', explanation), /^Could not read it: .*[^.]\. [A-Z].*\.$/);
  }
});

test('what comes from outside is shown as a short line without secrets', () => {
  assert.equal(redact(`a ${emulatorToken} b`), 'a [token] b');
  assert.equal(redact('Authorization: Bearer abcdefgh12345'), 'Authorization: Bearer [token]');
  assert.equal(redact('see https://management.azure.com/op/1?api-version=1&s=secret&c=cert now'), 'see https://management.azure.com/op/1 now');
  assert.equal(redact('{"password": "hunter2", "user": "x"}'), '{"password": [hidden], "user": "x"}');
  assert.equal(redact('Password=hunter2;Host=x'), 'Password=[hidden];Host=x');
  assert.equal(redact('<html><style>x{}</style><h1>502</h1>\n  Bad Gateway</html>'), '502 Bad Gateway');
  assert.equal(redact('x'.repeat(10_000)).length, 400);
});
