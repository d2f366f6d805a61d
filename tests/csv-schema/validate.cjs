// Validates data packages (paths of datapackage.json) and every row of every table in them, and prints what is wrong. Ends with 1 where
// something is.
'use strict';

const { Package } = require('datapackage');

async function faultsOf(file) {
  const read = await Package.load(file);
  const faults = read.errors.map((fault) => `${file}: ${fault.message}`);
  for (const resource of read.resources) {
    try {
      const rows = await resource.read({ keyed: true });
      tables += 1;
      count += rows.length;
    } catch (fault) {
      for (const one of fault.errors && fault.errors.length ? fault.errors : [fault]) {
        faults.push(`${resource.descriptor.path}, row ${one.rowNumber ?? '?'}, column ${one.columnNumber ?? '?'}: ${one.message}`);
      }
    }
  }
  return faults;
}

let tables = 0;
let count = 0;

(async () => {
  const files = process.argv.slice(2);
  const faults = [];
  for (const file of files) faults.push(...await faultsOf(file));
  for (const fault of faults) console.log(fault);
  console.log(`${files.length} packages, ${tables} tables, ${count} rows, ${faults.length} faults`);
  process.exit(faults.length === 0 ? 0 : 1);
})();
