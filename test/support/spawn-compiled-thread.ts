import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { inject } from 'vitest';

const sources = fileURLToPath(new URL('../../src', import.meta.url));
/** Node has it, and its types do not tell of it. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

const engine: object[] = [];

/**
 * Stands in for src/store/spawn-thread.ts in tests: starts the same thread from the compiled package, as in production.
 * From the sources each thread would first load a TypeScript loader and compile all that it imports.
 */
export function spawnThread(module: URL, options: WorkerOptions): Worker {
  // V8 shares the machine code of equal modules in one process while one is kept: only the first thread has to compile it.
  if (engine.length === 0) engine.push(new WebAssembly.Module(readFileSync(enginePath())));
  return new Worker(join(inject('compiledPackage'), 'dist', relative(sources, fileURLToPath(module))), options);
}

function enginePath(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'pglite.wasm');
}
