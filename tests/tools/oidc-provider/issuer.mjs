// A certified OpenID provider on loopback for the tests: node issuer.mjs PORT CERTIFICATE KEY
// New keys at every start, under the same ids: the nastiest rotation a relying party can meet.
import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';

const [port, certificate, key] = process.argv.slice(2);
const issuer = `https://localhost:${port}`;
const generate = promisify(generateKeyPair);

async function jwk(kid, alg, type, options) {
  const { privateKey } = await generate(type, options);
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

const keys = [
  await jwk('rsa-1', 'RS256', 'rsa', { modulusLength: 2048 }),
  await jwk('ec-256', 'ES256', 'ec', { namedCurve: 'P-256' }),
  await jwk('ec-384', 'ES384', 'ec', { namedCurve: 'P-384' }),
];

const tags = {
  principal_tags: { Team: ['platform'], CostCenter: ['1234'] },
  transitive_tag_keys: ['Team'],
};
const machine = { client_secret: 'machine-secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };
const person = {
  client_secret: 'person-secret',
  grant_types: ['authorization_code'],
  redirect_uris: ['https://localhost/callback'],
  response_types: ['code'],
};
// A program on a person's machine: no secret, a loopback redirect on any port, or a code typed on another device.
const desktop = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
  redirect_uris: ['http://127.0.0.1/callback'],
  response_types: ['code'],
};

const provider = new Provider(issuer, {
  jwks: { keys },
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'ES384'] },
  cookies: { keys: [randomUUID()] },
  clients: [
    { client_id: 'machine', ...machine },
    { client_id: 'person', ...person },
    { client_id: 'desktop', ...desktop },
    { client_id: 'person-es384', ...person, id_token_signed_response_alg: 'ES384' },
  ],
  claims: { openid: ['sub'], aws: ['https://aws.amazon.com/tags', 'https://aws.amazon.com/source_identity', 'email'] },
  scopes: ['openid', 'aws'],
  conformIdTokenClaims: false,
  pkce: { required: () => false },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id}@example.com`,
      'https://aws.amazon.com/tags': tags,
      'https://aws.amazon.com/source_identity': id,
    }),
  }),
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => undefined,
      getResourceServerInfo: () => ({
        audience: 'sts.amazonaws.com',
        scope: '',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  extraTokenClaims: () => ({ 'https://aws.amazon.com/tags': tags }),
});

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, provider.callback())
  .listen(Number(port), '127.0.0.1', () => console.log(`ready ${issuer}`));
