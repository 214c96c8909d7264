import { createServer } from 'node:net';

const triedPorts = 20;

/** The first port from `first` on that nobody listens on at `host`; 0 (any) when the next twenty are taken. */
export async function freePort(first: number, host: string): Promise<number> {
  for (let port = first; port < first + triedPorts && port <= 65_535; port += 1) {
    if (await isFree(port, host)) return port;
  }
  return 0;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
