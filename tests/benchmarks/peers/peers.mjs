// node peers.mjs read exceljs|xlsx FILE, or write exceljs: the lower quartile of the CPU in milliseconds, after one run that is not counted.
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';

const rounds = 4;
const rows = 45_000;

async function readWithExcelJs(file) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  let cells = 0;
  book.getWorksheet('Data').eachRow(row => row.eachCell(() => { cells++; }));
  return cells;
}

function readWithSheetJs(file) {
  const sheet = XLSX.readFile(file, { sheets: 'Data', dense: true }).Sheets.Data;
  let cells = 0;
  for (const row of sheet['!data'] ?? sheet) {
    for (const cell of row ?? []) {
      cells += cell?.v === undefined ? 0 : 1;
    }
  }

  return cells;
}

// The rows of WriteCases.cs.
function* values(i) {
  const texts = [
    `Sample provider ${(i % 500) + 1}`, String(10_000_001 + (i % 500)), `L${String(Math.floor(i / 3)).padStart(6, '0')}`,
    `Decision ${i % 40}: in learning on the qualifying date, within the allocation of the funding year, and nothing keeps it back.`, 'Within the allocation',
  ];
  for (let kind = 0; kind < texts.length; kind++) {
    yield texts[kind];
    yield kind < 2 ? new Date(Date.UTC(2026, 3, 1 + (i % 600) + kind)) : 1350 + (i % 97) + kind;
    yield i + kind;
  }
}

async function writeWithExcelJs() {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('X03');
  for (let i = 0; i < rows; i++) {
    sheet.addRow([...values(i)]);
  }

  return (await book.xlsx.writeBuffer()).byteLength;
}

const [action, library, file] = process.argv.slice(2);
const work = action === 'write' ? writeWithExcelJs : library === 'exceljs' ? () => readWithExcelJs(file) : () => readWithSheetJs(file);
const measured = [];
for (let round = 0; round <= rounds; round++) {
  const before = process.cpuUsage();
  if (await work() < 100_000) {
    throw new Error(`${library} did not see the rows.`);
  }

  const used = process.cpuUsage(before);
  if (round > 0) {
    measured.push((used.user + used.system) / 1000);
  }
}

measured.sort((a, b) => a - b);
console.log(measured[Math.floor(measured.length / 4)]);
