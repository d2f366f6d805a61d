// Parses the Bicep files named on the command line and prints every place that the grammar does not understand: file:line:column.
// Ends with 1 where there is such a place. The grammar knows no parameter files: their `param name = value` is read as `var name = value`.
'use strict';

const fs = require('fs');
const path = require('path');
const { Language, Parser } = require('web-tree-sitter');

async function main(files) {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(path.dirname(require.resolve('tree-sitter-bicep/package.json')), 'tree-sitter-bicep.wasm')));
  let errors = 0;
  for (const file of files) {
    const text = fs.readFileSync(file, 'utf8');
    const tree = parser.parse(file.endsWith('.bicepparam') ? text.replace(/^param (?=\w+ = )/gm, 'var ') : text);
    const visit = (node) => {
      if (node.isError || node.isMissing) {
        errors++;
        console.log(`${file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: ${node.isMissing ? 'missing ' + node.type : 'not understood'}`);
      } else if (node.hasError) {
        node.children.forEach(visit);
      }
    };
    visit(tree.rootNode);
  }

  console.log(`${files.length} files, ${errors} errors`);
  return errors === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (problem) => { console.error(problem); process.exitCode = 2; });
