// The week as a grid of boxes: one stop of the Tab key, the arrows move inside (as ARIA advises for grids).

/** Where an arrow leads from a cell, rows × columns counted from 0; the same cell at an edge or for another key. */
export function move(key: string, row: number, column: number, rows: number, columns: number): [row: number, column: number] {
  const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
  switch (key) {
    case 'ArrowUp':
      return [within(row - 1, rows), column];
    case 'ArrowDown':
      return [within(row + 1, rows), column];
    case 'ArrowLeft':
      return [row, within(column - 1, columns)];
    case 'ArrowRight':
      return [row, within(column + 1, columns)];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, columns - 1];
    default:
      return [row, column];
  }
}

/** Gives the boxes of `table` one stop for all. */
export function oneStop(table: HTMLTableElement): void {
  const cells = [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll<HTMLInputElement>('input')]);
  const all = cells.flat();
  const stop = (input: HTMLInputElement | undefined): void => {
    for (const other of all) other.tabIndex = other === input ? 0 : -1;
  };
  stop(all[0]);
  table.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLInputElement) stop(event.target);
  });
  table.addEventListener('keydown', (event) => {
    const row = cells.findIndex((inputs) => inputs.includes(event.target as HTMLInputElement));
    if (row < 0) return;
    const column = cells[row]?.indexOf(event.target as HTMLInputElement) ?? 0;
    const mirrored = getComputedStyle(table).direction === 'rtl' ? { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key] : undefined;
    const [toRow, toColumn] = move(mirrored ?? event.key, row, column, cells.length, cells[0]?.length ?? 0);
    if (toRow === row && toColumn === column) return;
    event.preventDefault();
    cells[toRow]?.[toColumn]?.focus();
  });
}
