// Exchanges a token with oauth4webapi, a client of somebody else that finds everything by the issuer's metadata: token-exchange.mjs INPUT.
import { readFileSync } from "node:fs";
import { createPublicKey, verify } from "node:crypto";
import * as oauth from "oauth4webapi";

const input = JSON.parse(readFileSync(process.argv[2], "utf8"));
const issuer = new URL(input.issuer);
const insecure = { [oauth.allowInsecureRequests]: true };
const client = { client_id: input.client };

function parameters(audience) {
  return new URLSearchParams({
    subject_token: input.subject,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    actor_token: input.actor,
    actor_token_type: "urn:ietf:params:oauth:token-type:jwt",
    audience,
    scope: input.scope,
  });
}

async function exchange(server, audience) {
  const response = await oauth.genericTokenEndpointRequest(
    server, client, oauth.None(), "urn:ietf:params:oauth:grant-type:token-exchange", parameters(audience), insecure);
  return oauth.processGenericTokenEndpointResponse(server, client, response);
}

async function verified(server, token) {
  const [header, payload, signature] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url"));
  const { keys } = await (await fetch(server.jwks_uri)).json();
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: "jwk" });
  if (!verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"))) {
    throw new Error("the signature is not the issuer's");
  }
  return JSON.parse(Buffer.from(payload, "base64url"));
}

const seen = {};
for (const algorithm of ["oidc", "oauth2"]) {
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...insecure }));
  const answer = await exchange(server, input.audience);
  seen[algorithm] = { claims: await verified(server, answer.access_token), scope: answer.scope, expires: answer.expires_in };
  if (algorithm === "oauth2") {
    try {
      const many = parameters("a");
      many.delete("audience");
      const response = await oauth.genericTokenEndpointRequest(
        server, client, oauth.None(), "urn:ietf:params:oauth:grant-type:token-exchange", many, insecure);
      await oauth.processGenericTokenEndpointResponse(server, client, response);
    } catch (error) {
      if (!(error instanceof oauth.ResponseBodyError)) {
        throw error;
      }
      seen.refused = error.error;
    }
  }
}
console.log(JSON.stringify(seen));
