import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface SmtpServer {
  readonly url: string;
  /** Every message as it came, with its headers. */
  readonly messages: readonly string[];
  close(): Promise<void>;
}

/** A mail server on loopback that keeps what it is sent. `refuse`: the code that it answers to every message instead. */
export async function startSmtpServer(refuse: number | null = null): Promise<SmtpServer> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    let body: string | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test ESMTP');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      for (;;) {
        if (body !== null) {
          const end = text.indexOf('\r\n.\r\n');
          if (end < 0) return;
          messages.push(text.slice(0, end));
          text = text.slice(end + 5);
          body = null;
          say('250 kept');
          continue;
        }
        const end = text.indexOf('\r\n');
        if (end < 0) return;
        const line = text.slice(0, end).toUpperCase();
        text = text.slice(end + 2);
        if (line.startsWith('EHLO')) say('250 test');
        else if (line.startsWith('RCPT') && refuse !== null) say(`${refuse} no`);
        else if (line.startsWith('DATA')) {
          body = '';
          say('354 go on');
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
        else say('250 well');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
