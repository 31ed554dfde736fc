// Optimises WebAssembly modules as `wasm-opt -Oz` does, all in one process: that starts once and is fast when it is
// warm, where a process for each of some four hundred modules spends most of its time on starting.
//
// node optimise.mjs PATH_OF_BINARYEN FROM TO [FROM TO]…

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , path, ...files] = process.argv;
const { default: binaryen } = await import(pathToFileURL(path));
const has = binaryen.Features;
// What Rust's wasm target may use. With all of them Binaryen writes what Chromium refuses to load.
const features =
  has.BulkMemory |
  has.BulkMemoryOpt |
  has.CallIndirectOverlong |
  has.MutableGlobals |
  has.Multivalue |
  has.NontrappingFPToInt |
  has.ReferenceTypes |
  has.SignExt;
// `-Oz`.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setOptimizeStackIR(true);
while (files.length > 0) {
  const [from, to] = files.splice(0, 2);
  const module = binaryen.readBinary(readFileSync(from), features);
  module.optimize();
  module.runPasses(['strip-debug', 'strip-producers', 'strip-target-features']);
  writeFileSync(to, module.emitBinary());
  module.dispose();
}
