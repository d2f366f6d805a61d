// Writes the same completion return with several programs, into the folder above. Two invented learners, with the temporary number
// 9999999999 in place of a unique learner number; a completion return asks for no date of birth and no postcode.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const ExcelJS = require('exceljs');
const SheetJS = require('xlsx');
const Populate = require('xlsx-populate');

const out = path.join(__dirname, '..');
const day = (year, month, date) => new Date(Date.UTC(year, month - 1, date));
const start = day(2026, 9, 14);
const end = day(2027, 6, 25);
const board = day(2027, 7, 9);
const prepared = day(2027, 10, 5);

const declaration = [
  ['key', 'value'], ['template', 'MTHTQ-CMP'], ['template_version', 1], ['ukprn', 10000001], ['provider_name', 'Sandpit College'], ['period', '2027Q2'],
  ['submission_kind', 'FULL'], ['prepared_on', prepared], ['data_row_count', 2], ['claimed_total_gbp', 0], ['certifier_name', 'A Certifier'],
  ['certifier_role', 'Principal'], ['certified_on', prepared],
];
const headings = [
  'learner_ref', 'aim_ref', 'start_date', 'uln', 'comp_status', 'actual_end_date', 'outcome', 'achievement_date', 'grade', 'credits_achieved',
  'achievement_evidence_ref', 'dest_type', 'dest_code', 'dest_start_date', 'dest_collected_on', 'medtech_role', 'dest_soc2020', 'job_in_wmca',
  'new_or_progressed', 'dest_evidence', 'dest_evidence_ref',
];
const learner = (n) => [
  `L00000${n}`, 60300011, start, 9999999999, 2, end, 1, board, 'PA', 120, `AC/0000${n}`, 'EMP', 1, board, board, 'Y', 3213, 'Y', 'NEW_JOB', 'EMPLOYER', `DE/0000${n}`,
];
const data = [headings, learner(0), learner(1)];

async function exceljs(name, change, options) {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = prepared;
  for (const [sheetName, rows] of [['Declaration', declaration], ['Data', data]]) {
    const sheet = book.addWorksheet(sheetName);
    sheet.addRows(rows);
  }
  change?.(book);
  await book.xlsx.writeFile(path.join(out, name), options);
}

function sheetjs(name, options, change) {
  const book = SheetJS.utils.book_new();
  for (const [sheetName, rows] of [['Declaration', declaration], ['Data', data]]) {
    SheetJS.utils.book_append_sheet(book, SheetJS.utils.aoa_to_sheet(rows, { cellDates: options.cellDates ?? false, UTC: true }), sheetName);
  }
  change?.(book);
  fs.writeFileSync(path.join(out, name), SheetJS.write(book, { type: 'buffer', compression: true, ...options }));
}

/** Converts with LibreOffice and keeps the result under a name that ends in .xlsx, whatever it is. */
function libreoffice(from, filter, extension, name) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'examples-'));
  execFileSync('soffice', [`-env:UserInstallation=file://${work}/profile`, '--headless', '--convert-to', filter, '--outdir', work, path.join(out, from)], { stdio: 'ignore' });
  fs.copyFileSync(path.join(work, path.basename(from, '.xlsx') + extension), path.join(out, name));
  fs.rmSync(work, { recursive: true });
}

async function password(from, name) {
  const book = await Populate.fromFileAsync(path.join(out, from));
  await book.toFileAsync(path.join(out, name), { password: 'not a secret' });
}

async function main() {
  await exceljs('exceljs.xlsx');
  await exceljs('exceljs-1904-dates.xlsx', (book) => { book.properties.date1904 = true; });
  await exceljs('exceljs-formulas-with-results.xlsx', (book) => {
    const sheet = book.getWorksheet('Data');
    sheet.getCell('J2').value = { formula: '60+60', result: 120 };
    sheet.getCell('C2').value = { formula: 'DATE(2026,9,14)', result: start };
    book.getWorksheet('Declaration').getCell('B9').value = { formula: 'COUNTA(Data!A2:A99)', result: 2 };
  });
  await exceljs('exceljs-formula-without-result.xlsx', (book) => { book.getWorksheet('Data').getCell('J2').value = { formula: '60+60' }; });
  await exceljs('exceljs-filter-frozen-comments-validation.xlsx', (book) => {
    const sheet = book.getWorksheet('Data');
    sheet.autoFilter = 'A1:U3';
    sheet.views = [{ state: 'frozen', ySplit: 1 }];
    sheet.getCell('I2').note = 'The board met in July.';
    sheet.getCell('I3').dataValidation = { type: 'list', allowBlank: true, formulae: ['"PA,ME,DS"'] };
    sheet.getRow(3).hidden = true;
    sheet.getColumn(4).hidden = true;
  });
  await exceljs('exceljs-table-and-rich-text.xlsx', (book) => {
    const sheet = book.getWorksheet('Data');
    sheet.getCell('A2').value = { richText: [{ font: { bold: true }, text: 'L000' }, { text: '000' }] };
    sheet.getCell('K2').value = { text: 'AC/00000', hyperlink: 'https://evidence.example.org/AC/00000' };
    sheet.getCell('A20').value = null;
    sheet.getCell('W1').value = 'notes';
    sheet.mergeCells('W2:W3');
    sheet.getCell('W2').value = 'Checked by Dana';
  });
  await exceljs('exceljs-error-cell.xlsx', (book) => { book.getWorksheet('Data').getCell('I3').value = { error: '#N/A' }; });
  await exceljs('exceljs-shared-strings.xlsx', undefined, { useSharedStrings: true, useStyles: true });
  sheetjs('sheetjs.xlsx', { bookType: 'xlsx' });
  sheetjs('sheetjs-shared-strings.xlsx', { bookType: 'xlsx', bookSST: true });
  sheetjs('sheetjs-date-cells.xlsx', { bookType: 'xlsx', cellDates: true });
  sheetjs('sheetjs-macro-workbook-renamed.xlsx', { bookType: 'xlsm' });
  sheetjs('sheetjs-binary-workbook-renamed.xlsx', { bookType: 'xlsb' });
  sheetjs('sheetjs-xls-renamed.xlsx', { bookType: 'biff8' });
  sheetjs('sheetjs-ods-renamed.xlsx', { bookType: 'ods' });
  sheetjs('sheetjs-html-renamed.xlsx', { bookType: 'html' }, (book) => book.SheetNames.reverse());
  sheetjs('sheetjs-csv-renamed.xlsx', { bookType: 'csv' }, (book) => book.SheetNames.reverse());
  sheetjs('sheetjs-xml-2003-renamed.xlsx', { bookType: 'xlml' });
  await password('exceljs.xlsx', 'password-protected.xlsx');
  libreoffice('exceljs.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice.xlsx');
  libreoffice('exceljs-1904-dates.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice-1904-dates.xlsx');
  libreoffice('exceljs-filter-frozen-comments-validation.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice-filter-frozen-comments-validation.xlsx');
  libreoffice('exceljs-formula-without-result.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice-recalculated-formula.xlsx');
  libreoffice('exceljs-table-and-rich-text.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice-rich-text.xlsx');
  libreoffice('exceljs-error-cell.xlsx', 'xlsx:Calc MS Excel 2007 XML', '.xlsx', 'libreoffice-error-cell.xlsx');
  libreoffice('exceljs.xlsx', 'xls:MS Excel 97', '.xls', 'libreoffice-xls-renamed.xlsx');
  libreoffice('exceljs.xlsx', 'ods', '.ods', 'libreoffice-ods-renamed.xlsx');
  libreoffice('exceljs.xlsx', 'xlsm:Calc MS Excel 2007 VBA XML', '.xlsm', 'libreoffice-xlsm-renamed.xlsx');
}

main().catch((problem) => {
  console.error(problem);
  process.exitCode = 1;
});
