// Calls the tools of a stdio MCP server with the JavaScript SDK: one call a line on standard input, one result a line on standard output.
// Every question of the server is answered with yes, as a person would who asked for the call. The first line out lists the tools.
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: "replay", version: "1.0.0" }, { capabilities: { elicitation: {} } });
const questions = [];
client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
  questions.push(params.message);
  return { action: "accept", content: { allow: true } };
});
await client.connect(new StdioClientTransport({ command, args, env: process.env, stderr: "inherit" }));
const { tools } = await client.listTools();
console.log(JSON.stringify({ server: client.getServerVersion(), tools: tools.map((tool) => tool.name) }));
for await (const line of createInterface({ input: process.stdin })) {
  const { tool, arguments: given } = JSON.parse(line);
  const result = await client.callTool({ name: tool, arguments: given });
  console.log(JSON.stringify({ isError: result.isError ?? false, structured: result.structuredContent, text: result.content[0].text, questions: questions.length }));
}
await client.close();
