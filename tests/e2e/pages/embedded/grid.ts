/** What a click would reach at each point of the window, and where the page's own parts are: the same before and after is no trace. */

/** The distance between two points, in px. */
const STEP = 8;
/** What the view paints. */
const PAINTED = '.gt-toast, .gt-more, .gt-warning, .gt-status, .gt-below';

export interface Grid {
  /** Fills the window with the app's own elements. */
  fill(): void;
  /** Stores the current state. */
  note(): void;
  /** What is not as it was, a line for each point and for each part of the page; what the view paints is left out. */
  changes(): string[];
  /** The cells that have been clicked, as `column,row`. */
  readonly clicks: string[];
}

const clicks: string[] = [];
let hitsThen: (Element | null)[] = [];
let layoutThen = new Map<string, string>();

function fill(): void {
  const cover = document.createElement('grid-cover');
  for (let row = 0; row < 18; row++) {
    for (let column = 0; column < 32; column++) {
      const cell = document.createElement('grid-cell');
      cell.title = `${String(column)},${String(row)}`;
      cell.addEventListener('click', () => void clicks.push(cell.title));
      cover.append(cell);
    }
  }
  document.body.append(cover);
}

function points(): { x: number; y: number }[] {
  const all = [];
  for (let y = STEP / 2; y < innerHeight; y += STEP) for (let x = STEP / 2; x < innerWidth; x += STEP) all.push({ x, y });
  return all;
}

/** All that `selector` finds, in open shadow roots, too. */
function everywhere(root: Document | ShadowRoot, selector: string): Element[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? everywhere(shadowRoot, selector) : []));
  return [...root.querySelectorAll(selector), ...inside];
}

/** Where the page's own parts are, and how far the page reaches. */
function layout(): Map<string, string> {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const parts = [...document.querySelectorAll('body, main, main *, grid-cover, grid-cell')].filter((part) => !part.closest('.gt-host, .gt-toaster, [data-gt-anchor], genesys-toaster'));
  return new Map([
    ['page', `${String(scrollWidth)} × ${String(scrollHeight)}`],
    ...parts.map((part, index): [string, string] => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [`${part.localName} ${String(index)}`, [x, y, width, height].join(' ')];
    }),
  ]);
}

function note(): void {
  hitsThen = points().map(({ x, y }) => document.elementFromPoint(x, y));
  layoutThen = layout();
}

function changes(): string[] {
  const boxes = everywhere(document, PAINTED).map((element) => element.getBoundingClientRect());
  // Boxes have fractions of a pixel.
  const painted = (x: number, y: number): boolean => boxes.some(({ left, right, top, bottom }) => x > left - 1 && x < right + 1 && y > top - 1 && y < bottom + 1);
  const hits = points().flatMap(({ x, y }, index) => {
    const hit = document.elementFromPoint(x, y);
    return hit === hitsThen[index] || painted(x, y) ? [] : [`${String(x)},${String(y)} hits ${hit?.localName ?? 'nothing'}.${hit?.className ?? ''}`];
  });
  const moved = [...layout()].filter(([part, where]) => layoutThen.get(part) !== where).map(([part, where]) => `${part} is at ${where}, was at ${layoutThen.get(part) ?? 'no place'}`);
  return [...hits, ...moved];
}

export const grid: Grid = { fill, note, changes, clicks };
