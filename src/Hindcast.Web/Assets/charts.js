// Drawings of the campaign by uPlot. The numbers stand in the page, as a table; without this script they are what there is.
'use strict';

function colour(element, selector, property) {
  return getComputedStyle(element.querySelector(selector))[property];
}

// Each drawing reads its table: the first column is a day, the others are counts.
function numbers(table) {
  const rows = [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent));
  const days = rows.map(row => Date.parse(`${row[0]}T00:00:00Z`) / 1000);
  return [days, ...rows[0].slice(1).map((_, i) => rows.map(row => Number(row[i + 1])))];
}

const day = 86400;

function written(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

// Few days do not fill the drawing: a bar is a day, not a wall.
function frame(_, first, last) {
  const missing = Math.max(1, 14 - (last - first) / day);
  return [first - missing / 2 * day, last + missing / 2 * day];
}

// Thirty servers in January would vanish beside eight thousand in March: what is there at all is drawn two pixels high. The numbers stay.
function enlarge(data) {
  const total = data[data.length - 1];
  const least = total.reduce((most, one) => Math.max(most, one), 0) / 100;
  total.slice().forEach((sum, at) => {
    if (sum > 0 && sum < least) {
      data.slice(1).forEach(series => { series[at] *= least / sum; });
    }
  });
}

function draw(figure) {
  const target = figure.querySelector('.plot');
  const table = figure.querySelector('table');
  const raw = numbers(table);
  const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
  const stacked = figure.dataset.chart === 'bars';

  // A bar stands on those before it: the last is drawn first, as high as all together.
  const data = stacked
    ? [raw[0], ...raw.slice(1).map((_, i) => raw[0].map((_, at) => raw.slice(1, i + 2).reduce((sum, one) => sum + one[at], 0)))]
    : raw;
  const order = raw.slice(1).map((_, i) => i + 1);
  if (stacked) {
    enlarge(data);
    order.reverse();
  }

  const ink = colour(figure, 'figcaption', 'color');
  const axis = { stroke: ink, grid: { stroke: ink, width: 0.2 }, ticks: { stroke: ink, width: 0.2 } };
  const days = { ...axis, space: 100, incrs: [1, 2, 7, 14, 30, 91, 182, 365].map(n => n * day), values: (_, at) => at.map(written) };
  const series = order.map(i => ({
    label: names[i],
    stroke: colour(figure, `[data-key="${i}"]`, 'backgroundColor'),
    fill: stacked ? colour(figure, `[data-key="${i}"]`, 'backgroundColor') : undefined,
    width: stacked ? 0 : 2,
    points: { show: false },
    paths: stacked ? uPlot.paths.bars({ size: [0.9, 40] }) : uPlot.paths.stepped({ align: 1 }),
    value: (_, shown, __, at) => at === null ? '–' : raw[i][at].toLocaleString('en-US'),
  }));
  const plot = new uPlot({
    width: Math.max(280, target.clientWidth),
    height: 260,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: { x: { range: frame }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.05)] } },
    axes: [days, { ...axis, size: 60 }],
    series: [{ label: 'Day', value: (_, at) => at === null ? '–' : written(at) }, ...series],
  }, [data[0], ...order.map(i => data[i])], target);
  new ResizeObserver(() => plot.setSize({ width: Math.max(280, target.clientWidth), height: 260 })).observe(target);
}

document.querySelectorAll('figure[data-chart]').forEach(draw);
