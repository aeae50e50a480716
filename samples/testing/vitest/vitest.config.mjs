export default { test: { globalSetup: ['daypass-testing/vitest'] } };
