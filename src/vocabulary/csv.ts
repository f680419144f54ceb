import { CsvError, parse } from 'csv-parse/sync';
import { renderCount } from '../count.ts';
import { UserError } from '../errors.ts';
import { isExactNumber } from './exact-number.ts';
import { knownFields } from './field-names.ts';
import type { ProblemList } from './problem-list.ts';
import { quote } from './quote.ts';
import type { Member, SourceNode } from './source-node.ts';
import { detectDelimiter, fieldOf } from './table-header.ts';

type Row = { readonly cells: readonly string[]; readonly line: number };

/**
 * Reads a table with a header row into a list of objects. The separator is the one the header uses: comma, semicolon
 * or tab. An empty cell is a field that is not there; `aliases` are separated by comma, semicolon or `|`; `manual` is
 * `true` or `false`; ids are numbers only where the whole column is.
 * @throws UserError `vocabulary/syntax`, `vocabulary/no-header` or `vocabulary/csv-row`.
 */
export function parseCsv(text: string, file: string, warnings: ProblemList): SourceNode {
  const rows = readRows(text, file);
  const [header, ...body] = rows;
  if (header === undefined) return { kind: 'list', items: [], line: 1, column: 1 };
  const fields = header.cells.map(fieldOf);
  if (!fields.includes('name')) {
    const message =
      'the table has no column "name". The first row names the columns, for example: id,name,description,aliases';
    throw new UserError('input', { code: 'vocabulary/no-header', message, place: { file, line: header.line } });
  }
  const double = knownFields.find((field) => fields.indexOf(field) !== fields.lastIndexOf(field));
  if (double !== undefined) {
    const message = `the table has two columns "${double}". Keep one.`;
    throw new UserError('input', { code: 'vocabulary/double-field', message, place: { file, line: header.line } });
  }
  const problems = body
    .filter(({ cells }) => cells.length > fields.length)
    .slice(0, 100)
    .map(({ cells, line }) => ({
      code: 'vocabulary/csv-row',
      message: `the row has ${renderCount(cells.length)} cells and the header ${renderCount(fields.length)}. Put a cell that holds the separator in double quotes.`,
      place: { file, line },
    }));
  if (problems.length > 0) throw new UserError('input', problems);

  const idColumn = fields.indexOf('id');
  const ids = idColumn < 0 ? [] : body.map(({ cells }) => (cells[idColumn] ?? '').trim()).filter((cell) => cell !== '');
  const areIdsNumbers = ids.every((id) => isExactNumber(id));
  const large = ids.find((id) => /^-?[1-9][0-9]*$/.test(id) && !isExactNumber(id));
  if (large !== undefined) {
    const message = `id ${quote(large)} is too large for an exact number, so all ids of the file are texts in the result.`;
    warnings.add('vocabulary/text-ids', { file, line: header.line }, message);
  }
  const items = body.map(({ cells, line }): SourceNode => {
    const members: Member[] = [];
    for (const [column, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      const key = fields[column] ?? '';
      members.push({ key, value: readCell(key, cell, areIdsNumbers, line) });
    }
    return { kind: 'object', members, line, column: 1 };
  });
  return { kind: 'list', items, line: header.line, column: 1 };
}

function readRows(text: string, file: string): Row[] {
  const rows: Row[] = [];
  let lastLine = 0;
  try {
    const delimiter = detectDelimiter(text);
    parse(text, {
      delimiter,
      // A space after the comma is how people write lists; a tab there would be an empty cell.
      ltrim: delimiter !== '\t',
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines }) => {
        const breaks = record.reduce((count, cell) => count + cell.split('\n').length - 1, 0);
        // `lines` counts to the end of the row; a row may take several.
        const line = lines - breaks;
        lastLine = lines;
        if (record.some((cell) => cell.trim() !== '')) rows.push({ cells: record, line });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [message, line] = renderCsvError(error, text, lastLine);
    throw new UserError('input', { code: 'vocabulary/syntax', message: `not CSV: ${message}`, place: { file, line } });
  }
  return rows;
}

function renderCsvError(error: CsvError, text: string, lastLine: number): [string, number] {
  const line = typeof error['lines'] === 'number' ? error['lines'] : lastLine + 1;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED': {
      const lines = text.split('\n');
      let start = lastLine;
      while (start < lines.length && lines[start] === '') start += 1;
      return [
        'a cell starts with a double quote that is never closed. Close it, or double it ("") where it is part of the text.',
        start + 1,
      ];
    }
    case 'CSV_INVALID_CLOSING_QUOTE':
      return ['a cell goes on after its closing double quote. Double the quotes ("") that are part of the text.', line];
    case 'INVALID_OPENING_QUOTE':
      return [
        'a double quote stands inside a cell that does not start with one. Put the whole cell in double quotes and double those inside ("").',
        line,
      ];
    default:
      return [`the row cannot be read (${error.code}).`, line];
  }
}

function readCell(key: string, cell: string, areIdsNumbers: boolean, line: number): SourceNode {
  const at = { line, column: 1 };
  const trimmed = cell.trim();
  switch (key) {
    case 'id':
      return areIdsNumbers
        ? { kind: 'number', number: Number(trimmed), source: trimmed, ...at }
        : { kind: 'text', text: trimmed, ...at };
    case 'aliases': {
      const aliases = trimmed.split(/[,;|]/).map((alias) => alias.trim());
      const items = aliases
        .filter((alias) => alias !== '')
        .map((alias): SourceNode => ({ kind: 'text', text: alias, ...at }));
      return { kind: 'list', items, ...at };
    }
    case 'manual': {
      const lower = trimmed.toLowerCase();
      if (lower === 'true' || lower === 'false') return { kind: 'boolean', value: lower === 'true', ...at };
      return { kind: 'text', text: cell, ...at };
    }
    case 'minScore': {
      const number = Number(trimmed);
      if (/^[0-9.]+$/.test(trimmed) && Number.isFinite(number))
        return { kind: 'number', number, source: trimmed, ...at };
      return { kind: 'text', text: cell, ...at };
    }
    default:
      return { kind: 'text', text: cell, ...at };
  }
}
