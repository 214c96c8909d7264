import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a module, named by its compiled file (`….js`), as a thread. */
export function spawnThread(module: URL, options: WorkerOptions): Worker {
  if (import.meta.url.endsWith('.js')) return new Worker(module, options);
  // Run from the sources (tests), the thread has to load the TypeScript loader by itself.
  const file = module.href.replace(/\.js$/, '.ts');
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
  return new Worker(start, { ...options, eval: true });
}
