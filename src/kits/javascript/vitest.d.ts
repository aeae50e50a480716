import type { Server } from './index.js';

export default function setup(context: { provide(key: string, value: unknown): void }): Promise<() => Promise<void>>;
export function connect(inject: (key: never) => unknown): Server;
