// Required by the Node that runs jest, and so by its workers. Jest has V8 compile every file again for every suite,
// because `compileFunction` caches nothing: a third of the loading time. Compiled once per worker as a script, a file
// only runs again.
const vm = require("node:vm");

const compileAnew = vm.compileFunction;
/** By file name; the script with what it was made from. */
const compiled = new Map();

vm.compileFunction = (code, params = [], options = {}) => {
  const { parsingContext, filename } = options;
  // What jest alone can answer: a dynamic import is looked up by whoever compiled its file.
  if (!parsingContext || !filename || /\bimport\s*\(/.test(code)) return compileAnew(code, params, options);
  const head = `(function (${params.join(", ")}) {`;
  let known = compiled.get(filename);
  if (known?.code !== code || known.head !== head) {
    // The offset keeps the places in stacks; the line's end closes a comment such as the source map's.
    const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
    known = { code, head, script };
    compiled.set(filename, known);
  }
  return known.script.runInContext(parsingContext);
};
