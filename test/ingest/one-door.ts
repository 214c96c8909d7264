import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import { type DoorServer, signedHeaders, startDoorServer } from '../support/door-server.ts';

export let server: DoorServer;

export function sendChunked(url: string, mebibytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers: signedHeaders('x') }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (let index = 0; index < mebibytes; index += 1) request.write(Buffer.alloc(1024 * 1024, 0x20));
    request.end();
  });
}

export function drip(port: number, host: string, head: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, host, () => socket.write(head));
    const timer = setInterval(() => socket.write('a'), 20);
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

/** Starts a door before each test and closes it after. */
export function startOneDoor(): void {
  beforeEach(async () => {
    server = await startDoorServer();
  });
  afterEach(() => server.close());
}
