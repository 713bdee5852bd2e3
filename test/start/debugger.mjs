// node --experimental-websocket debugger.mjs <ws url> <source> <text of a line> <ms>: a debugger that stops once at that
// line of a TypeScript source, by the source maps of what runs, holds it so long, and lets it go on. Prints JSON lines.
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const [url, source, text, holdMs] = process.argv.slice(2);
const socket = new WebSocket(url);
const answers = new Map();
let next = 0;

function send(method, params = {}) {
  next += 1;
  socket.send(JSON.stringify({ id: next, method, params }));
  return new Promise((resolve) => answers.set(next, resolve));
}

/** What runs of the source, with its map; several when it was loaded more than once. */
const scripts = new Map();

function parsed({ scriptId, url: name, sourceMapURL }) {
  const encoded = /^data:application\/json;base64,(.*)$/.exec(sourceMapURL)?.[1];
  if (encoded === undefined) return;
  const map = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  const original = map.sources.find((candidate) => candidate.startsWith("file:") && candidate.endsWith(`/${source}`));
  if (original !== undefined) scripts.set(scriptId, { name, original, places: new SourceMap(map) });
}

/** The first line of the code that was made of the wanted line of the source, from 0. */
async function generatedLine(scriptId, { original, places }) {
  const wanted = readFileSync(fileURLToPath(original), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text));
  const { result } = await send("Debugger.getScriptSource", { scriptId });
  // The code of an earlier load, collected meanwhile.
  if (result === undefined) return -1;
  return result.scriptSource.split("\n").findIndex((line, number) => {
    const entry = places.findEntry(number, line.search(/\S/));
    return entry.originalSource === original && entry.originalLine === wanted && entry.generatedLine === number;
  });
}

async function paused({ callFrames: [{ location }] }) {
  const { places } = scripts.get(location.scriptId);
  const { originalSource, originalLine } = places.findEntry(location.lineNumber, location.columnNumber);
  const line = readFileSync(fileURLToPath(originalSource), "utf8").split("\n")[originalLine].trim();
  console.log(JSON.stringify({ paused: originalSource, line }));
  await wait(Number(holdMs));
  await send("Debugger.disable");
  console.log(JSON.stringify({ resumed: true }));
  socket.close();
}

socket.addEventListener("message", ({ data }) => {
  const message = JSON.parse(data);
  if (message.id !== undefined) answers.get(message.id)(message);
  else if (message.method === "Debugger.scriptParsed") parsed(message.params);
  else if (message.method === "Debugger.paused") void paused(message.params);
});
socket.addEventListener("open", async () => {
  await send("Debugger.enable");
  for (const [scriptId, script] of scripts) {
    const lineNumber = await generatedLine(scriptId, script);
    // An earlier load of the source, which does not have that line.
    if (lineNumber === -1) continue;
    const { result } = await send("Debugger.setBreakpointByUrl", { url: script.name, lineNumber });
    console.log(JSON.stringify({ breakpoint: result.locations.length }));
  }
});
