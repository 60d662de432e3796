const PER = 20, GROUPS = ['theme', 'std', 'formats', 'section'];
const SAME = [['病院', '医療機関', '診療所', 'クリニック', '医院'], ['保育園', '保育所', '幼稚園', '子育て施設'],
  ['トイレ', '便所', 'お手洗い', '手洗'], ['避難所', '避難場所'], ['ゴミ', '廃棄物', '資源'], ['WiFi', '無線LAN', 'ワイファイ'],
  ['AED', '自動体外式除細動器'], ['自転車', '駐輪場'], ['給付金', '支援制度', '助成'], ['文化財', '史跡', '遺跡'],
  ['催し', 'イベント', '行事'], ['飲食店', '食品', '営業許可'], ['公共施設', '区立施設']].map((group) => group.map(fold));
const cards = [...document.querySelectorAll('.ds')];
let page = 1, sort = 'u';
cards.forEach((card, i) => {
  card.hay = fold(card.textContent + ' ' + card.dataset.k + ' ' + card.dataset.theme);
  card.order = i;
  card.values = Object.fromEntries(GROUPS.map((g) => [g, card.dataset[g].split('|')]));
});
const boxes = (group) => [...document.querySelectorAll(`[name=${group}]`)];
const chosen = (group) => boxes(group).filter((box) => box.checked).map((box) => box.value);
const has = (card, word) => (SAME.find((group) => group.includes(word)) || [word]).some((w) => card.hay.includes(w));
const hit = (card, query, picked, skip) => query.every((word) => has(card, word)) &&
  GROUPS.every((g) => g === skip || !picked[g].length || picked[g].some((v) => card.values[g].includes(v)));

function draw(touched) {
  const text = $('#q').value.trim(), query = words(text);
  const picked = Object.fromEntries(GROUPS.map((g) => [g, chosen(g)]));
  const found = cards.filter((card) => hit(card, query, picked));
  const pages = Math.max(1, Math.ceil(found.length / PER));
  page = Math.min(Math.max(page, 1), pages);
  const shown = new Set(found.slice((page - 1) * PER, page * PER));
  cards.forEach((card) => { card.hidden = !shown.has(card); });
  $('#n').textContent = found.length;
  $('#none').hidden = found.length > 0;
  for (const g of GROUPS) count(g, cards.filter((card) => hit(card, query, picked, g)));
  conditions(text, picked);
  pager(pages);
  if (touched) {
    remember(text, picked);
    tell(found.length + '件のデータ');
  }
}

function count(group, among) {
  for (const box of boxes(group)) {
    const n = among.filter((card) => card.values[group].includes(box.value)).length, label = box.closest('label');
    label.querySelector('.c').textContent = n;
    label.classList.toggle('z', !n && !box.checked);
  }
}

function toResults() { const h = $('#res'); h.tabIndex = -1; h.focus(); }

function conditions(text, picked) {
  const on = $('#on');
  on.textContent = '';
  const add = (word, undo) => {
    const b = document.createElement('button');
    b.type = 'button'; b.className = 'btn line xs'; b.textContent = word + ' ×';
    b.setAttribute('aria-label', word + ' の条件を外す');
    b.onclick = () => { undo(); page = 1; draw(true); toResults(); };
    on.append(b);
  };
  if (text) add('「' + text + '」', () => { $('#q').value = ''; });
  let n = 0;
  for (const g of GROUPS) for (const v of picked[g]) {
    n++; add(v, () => boxes(g).forEach((box) => { if (box.value === v) box.checked = false; }));
  }
  $('#nsel').textContent = n ? '（' + n + 'つ選択中）' : '';
}

function pager(pages) {
  const nav = $('#pg');
  nav.textContent = '';
  if (pages < 2) return;
  const list = document.createElement('ul');
  for (let i = 1; i <= pages; i++) {
    const item = document.createElement('li'), b = document.createElement('button');
    b.type = 'button'; b.className = 'btn line'; b.textContent = i; b.setAttribute('aria-label', i + 'ページ目');
    if (i === page) b.setAttribute('aria-current', 'page');
    b.onclick = () => { page = i; draw(true); toResults(); };
    item.append(b); list.append(item);
  }
  nav.append(list);
}

function remember(text, picked) {
  const state = new URLSearchParams();
  if (text) state.set('q', text);
  for (const g of GROUPS) if (picked[g].length) state.set(g, picked[g].join('|'));
  if (sort !== 'u') state.set('s', sort);
  if (page > 1) state.set('p', page);
  history.replaceState(null, '', '#' + state);
}

function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  $('#q').value = state.get('q') || '';
  for (const g of GROUPS) {
    const values = (state.get(g) || '').split('|');
    boxes(g).forEach((box) => { box.checked = values.includes(box.value); });
  }
  page = +state.get('p') || 1;
  $('#sort').value = state.get('s') === 't' ? 't' : 'u';
  arrange();
}

function arrange() {
  sort = $('#sort').value;
  const name = (card) => card.querySelector('a').textContent;
  cards.sort((a, b) => sort === 'u' ? a.order - b.order : name(a).localeCompare(name(b), 'ja'));
  $('#list').append(...cards);
}

const anew = () => { page = 1; draw(true); };
$('#q').addEventListener('input', anew);
$('.q').addEventListener('submit', (event) => { event.preventDefault(); anew(); toResults(); });
$('#f').addEventListener('submit', (event) => event.preventDefault());
$('#f').addEventListener('change', anew);
$('#sort').addEventListener('change', () => { arrange(); anew(); });
if ($('#clear')) $('#clear').onclick = () => { $('#q').value = ''; $('#f').reset(); anew(); $('#q').focus(); };
addEventListener('hashchange', () => { recall(); draw(); });
const wide = matchMedia('(min-width:60rem)'), fit = () => { $('.filters').open = wide.matches; };
fit(); wide.addEventListener('change', fit);
recall();
draw();
