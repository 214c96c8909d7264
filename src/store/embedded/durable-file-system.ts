import { fdatasyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitArguments = Parameters<NodeFS['init']>;
type Initialised = Awaited<ReturnType<NodeFS['init']>>;

interface MountedModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } };
}

/**
 * The embedded database's files, with a real sync: the stock file system answers "synced" without asking the
 * kernel, so a power cut could lose what was acknowledged.
 */
export class DurableFileSystem extends NodeFS {
  override async init(...[database, options]: InitArguments): Promise<Initialised> {
    const initialised = await super.init(database, options);
    const preRun = [initialised.emscriptenOpts.preRun ?? []].flat();
    const addSync = (module: unknown): void => {
      (module as MountedModule).NODEFS.stream_ops.fsync = (stream) => {
        fdatasyncSync(stream.nfd);
        return 0;
      };
    };
    return {
      emscriptenOpts: { ...initialised.emscriptenOpts, preRun: [...preRun, addSync] } as Initialised['emscriptenOpts'],
    };
  }
}
