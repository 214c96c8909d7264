import { Command } from 'commander';
import { packageVersion } from '../app/package-folder.ts';
import { askServer, jsonOf, refusedBy } from './ask-server.ts';
import { type Server, type ServerFlags, serverOf, withServerFlags } from './server-flags.ts';

const usual: Server = { url: 'http://127.0.0.1:3000', token: null };

/** `cislo mcp`: a server of the Model Context Protocol on standard input and output, over a running cislo. */
export function mcpCommand(): Command {
  const command = new Command('mcp').description(
    'Answers an assistant over the Model Context Protocol on standard input and output: how SLOs stand, and why. It only reads.',
  );
  return withServerFlags(command, `ask this server; default: ${usual.url}`).action(async (flags: ServerFlags) => {
    const server = serverOf(flags) ?? usual;
    // Only this command needs them, so only it waits for them.
    const [{ createMcpServer }, { StdioServerTransport }] = await Promise.all([
      import('../mcp/create-mcp-server.ts'),
      import('@modelcontextprotocol/sdk/server/stdio.js'),
    ]);
    const mcp = createMcpServer(async (path, body) => {
      const init =
        body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await askServer(server, path, init);
      if (answer.status < 200 || answer.status > 299) throw refusedBy(answer);
      return jsonOf(answer);
    }, packageVersion());
    await mcp.connect(new StdioServerTransport());
    // It ends when whoever started it closes its input.
    await new Promise((resolve) => process.stdin.once('close', resolve));
  });
}
