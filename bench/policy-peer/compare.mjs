// The peer's side of the policy benchmark: its core with policies parsed beforehand, on the scenarios our side uses.
//   npm install --prefix bench/policy-peer && node bench/policy-peer/compare.mjs
// With --ours "COMMAND" the command (which prints {"scenario": nanoseconds, ...}) runs first, in the same run, and the ratio is shown.
import { readFileSync, readdirSync } from 'node:fs';
import { execSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const peer = (file) => import(pathToFileURL(path.join(here, 'node_modules/@cloud-copilot', file)).href);
const { authorize } = await peer('iam-simulate/dist/esm/core_engine/CoreSimulatorEngine.js');
const { AwsRequestImpl } = await peer('iam-simulate/dist/esm/request/request.js');
const { RequestContextImpl } = await peer('iam-simulate/dist/esm/requestContext.js');
const { DiscoveryContextKeyConstraints } = await peer('iam-simulate/dist/esm/context_keys/discoveryContextKeyConstraints.js');
const { loadPolicy } = await peer('iam-policy/dist/esm/index.js');

const names = { Allowed: 'allowed', ImplicitlyDenied: 'implicitDeny', ExplicitlyDenied: 'explicitDeny' };
const named = (documents) => (documents ?? []).map((document, at) => loadPolicy(document, { name: `policy ${at}` }));
const levels = (from) => (from ?? []).map((documents, at) => ({ orgIdentifier: `level ${at}`, policies: named(documents) }));

function question(scenario) {
  return {
    request: new AwsRequestImpl(scenario.principal, { resource: scenario.resource, accountId: scenario.resourceAccount },
      scenario.action, new RequestContextImpl(scenario.context)),
    sessionPolicy: undefined,
    identityPolicies: named(scenario.identityPolicies),
    serviceControlPolicies: levels(scenario.serviceControlPolicies),
    resourceControlPolicies: [],
    resourcePolicy: scenario.resourcePolicy && loadPolicy(scenario.resourcePolicy, { name: 'resource' }),
    permissionBoundaries: scenario.permissionsBoundaries && named(scenario.permissionsBoundaries),
    vpcEndpointPolicies: undefined,
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints() },
  };
}

// Processor time, not wall time: the machine may be shared. The best of the rounds is the one least disturbed.
function nanoseconds(asked) {
  for (let warm = process.hrtime.bigint() + 1_000_000_000n; process.hrtime.bigint() < warm;) authorize(asked);
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage();
    let calls = 0;
    do { authorize(asked); calls++; } while ((calls & 15) || process.cpuUsage(before).user + process.cpuUsage(before).system < 400_000);
    const used = process.cpuUsage(before);
    best = Math.min(best, (used.user + used.system) * 1000 / calls);
  }
  return best;
}

const at = process.argv.indexOf('--ours');
const ours = at > 0 ? JSON.parse(execSync(process.argv[at + 1], { encoding: 'utf8' })) : {};
console.log('scenario                     peer ns      ours ns      ratio');
for (const file of readdirSync(path.join(here, 'scenarios')).sort()) {
  const scenario = JSON.parse(readFileSync(path.join(here, 'scenarios', file), 'utf8'));
  const asked = question(scenario);
  const decision = names[authorize(asked).result];
  if (decision !== scenario.expected) throw new Error(`${scenario.id}: the peer decides ${decision}`);
  const theirs = nanoseconds(asked);
  const mine = ours[scenario.id];
  console.log(scenario.id.padEnd(26), theirs.toFixed(0).padStart(10), mine ? mine.toFixed(1).padStart(12) : '-'.padStart(12),
    mine ? (theirs / mine).toFixed(1).padStart(10) : '-'.padStart(10));
}
