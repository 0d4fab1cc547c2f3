'use strict';
// Turns the pages of this report's long lists and finds rows in them. The rows lie in the page as JSON: s the texts, each as the
// number of characters that it begins with like the one before, and the rest; r the rows, whose cells name texts by number.
// Whatever they hold goes in as text, never as markup.
(() => {
  const pageRows = 100;
  const claim = /^[A-Z]\d{1,9}$/;
  const lists = new Map();

  const make = (tag, style, text) => {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const within = (outer, ...inner) => {
    outer.append(...inner);
    return outer;
  };
  const reachable = id => claim.test(id) && (lists.has(id[0]) || document.getElementById(id) !== null);
  const link = id => {
    const element = make('a', 'claim', id);
    element.href = '#' + id;
    return element;
  };
  const number = value => value.toLocaleString('en-US');

  const cells = {
    claim: (s, cell) => {
      const element = make('th', '', s[cell]);
      element.scope = 'row';
      return element;
    },
    text: (s, cell) => make('td', '', s[cell]),
    time: (s, cell) => within(make('td'), make('time', '', s[cell])),
    lines: (s, cell) => within(make('td'), ...cell.map((line, i) => make('p', i > 0 ? 'quiet' : '', s[line]))),
    badge: (s, [word, style, role]) => {
      const element = make('td');
      if (word !== undefined) element.append(make('span', 'badge ' + s[style], s[word]), ' ');
      if (role !== undefined) element.append(make('span', 'quiet', s[role]));
      return element;
    },
    claims: (s, cell) => within(make('td'), ...cell.flatMap(id => [reachable(s[id]) ? link(s[id]) : s[id], ' '])),
    seen: (s, [title, place, record]) => {
      const fields = make('dl');
      for (let i = 0; i + 1 < record.length; i += 2) {
        fields.append(make('dt', '', s[record[i]]), make('dd', '', s[record[i + 1]]));
      }
      return within(make('td'), make('p', '', s[title]), make('code', '', s[place]), within(make('details'), make('summary', '', 'Record'), fields));
    },
  };

  class List {
    constructor(place) {
      this.kinds = place.dataset.kinds.split(' ');
      this.blockRows = Number(place.dataset.rowsInBlock);
      this.total = Number(place.dataset.total);
      this.blocks = [...document.querySelectorAll(`script[data-rows="${place.dataset.list}"]`)];
      this.body = place.querySelector('tbody');
      this.status = place.querySelector('[role=status]');
      this.search = place.querySelector('input');
      this.found = null;
      this.page = 0;
      this.buttons = new Map([...place.querySelectorAll('[data-turn]')].map(button => [button.dataset.turn, button]));
      const turn = { first: () => 0, previous: () => this.page - 1, next: () => this.page + 1, last: () => this.lastPage };
      for (const [name, button] of this.buttons) button.addEventListener('click', () => this.show(turn[name]()));
      let waiting = 0;
      this.search.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.find(this.search.value), 200);
      });
      place.hidden = false;
      document.querySelector(`[data-without="${place.dataset.list}"]`).hidden = true;
    }

    get rows() {
      return this.found ? this.found.length : this.total;
    }

    get lastPage() {
      return Math.max(0, Math.ceil(this.rows / pageRows) - 1);
    }

    read(block) {
      const { s, r } = JSON.parse(this.blocks[block].textContent), texts = [];
      for (let i = 0, text = ''; i < s.length; i += 2) {
        text = text.slice(0, s[i]) + s[i + 1];
        texts.push(text);
      }
      return { s: texts, r };
    }

    show(page) {
      this.page = Math.min(Math.max(page, 0), this.lastPage);
      const from = this.page * pageRows, to = Math.min(from + pageRows, this.rows), rows = [];
      let at = -1, block = null;
      for (let i = from; i < to; i++) {
        const row = this.found ? this.found[i] : i, wanted = Math.floor(row / this.blockRows);
        if (wanted !== at) {
          at = wanted;
          block = this.read(wanted);
        }
        rows.push(this.row(block.s, block.r[row % this.blockRows]));
      }
      this.body.replaceChildren(...rows);
      this.status.textContent = this.rows === 0 ? 'None' : `${number(from + 1)} to ${number(to)} of ${number(this.rows)}`;
      for (const [name, button] of this.buttons) button.disabled = name === 'first' || name === 'previous' ? this.page === 0 : this.page === this.lastPage;
    }

    row(s, values) {
      const row = make('tr'), id = s[values[0]];
      if (claim.test(id) && document.getElementById(id) === null) row.id = id;
      values.forEach((value, i) => row.append(cells[this.kinds[i]](s, value)));
      return row;
    }

    find(text) {
      const wanted = text.trim().toLowerCase();
      this.found = wanted === '' ? null : this.matches(t => t.toLowerCase().includes(wanted), row => row.flat(3));
      this.show(0);
    }

    matches(holds, texts) {
      const found = [];
      for (let i = 0; i < this.blocks.length; i++) {
        const { s, r } = this.read(i), hits = new Set();
        s.forEach((t, n) => holds(t) && hits.add(n));
        r.forEach((row, n) => texts(row).some(cell => hits.has(cell)) && found.push(i * this.blockRows + n));
      }
      return found;
    }

    open(id) {
      const [row] = this.matches(t => t === id, cellsOf => cellsOf.slice(0, 1));
      if (row !== undefined) {
        this.found = null;
        this.search.value = '';
        this.show(Math.floor(row / pageRows));
      }
    }
  }

  const follow = () => {
    const id = location.hash.slice(1);
    if (claim.test(id) && document.getElementById(id) === null && lists.has(id[0])) {
      lists.get(id[0]).open(id);
      if (document.getElementById(id) !== null) location.replace('#' + id);
    }
  };

  for (const place of document.querySelectorAll('[data-list]')) lists.set(place.dataset.claims, new List(place));
  for (const list of lists.values()) list.show(0);
  for (const bare of document.querySelectorAll('main span.claim')) {
    if (bare.closest('h3, th') === null && reachable(bare.textContent)) bare.replaceWith(link(bare.textContent));
  }
  addEventListener('hashchange', follow);
  follow();
})();
