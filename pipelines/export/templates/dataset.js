const FIRST = 15, body = $('#tb tbody'), map = $('.map');
const rows = [...body.rows];
let all = false;
rows.forEach((row) => { row.hay = fold(row.textContent); });

function draw(touched) {
  const query = words($('#rf').value), on = new Set();
  let n = 0;
  for (const row of body.rows) {
    const ok = query.every((word) => row.hay.includes(word));
    if (ok) { n++; on.add(row.dataset.i); }
    row.hidden = !ok || (!all && n > FIRST);
  }
  if (map) map.querySelectorAll('.pt').forEach((point) => point.classList.toggle('off', !on.has(point.dataset.i)));
  if (map) map.querySelector('.ptx').classList.toggle('off', query.length > 0);
  const more = $('#mr');
  more.hidden = all || n <= FIRST;
  more.textContent = '残り' + (n - FIRST) + '行を表示';
  if (!touched) return;
  $('#rc').textContent = n
    ? '表示している' + rows.length + '行のうち' + n + '行が当てはまります。'
    : '条件に合う行はありません。言葉を短くしてみてください。';
  tell(n + '行');
}

function arrange(button) {
  const head = button.parentElement, k = +button.dataset.c, up = head.getAttribute('aria-sort') !== 'ascending';
  document.querySelectorAll('#tb thead th').forEach((th) => {
    th.setAttribute('aria-sort', 'none'); th.querySelector('.ar').textContent = '↕';
  });
  head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  button.querySelector('.ar').textContent = up ? '↑' : '↓';
  const sign = up ? 1 : -1;
  [...body.rows].sort((x, y) => {
    const a = x.cells[k].textContent, b = y.cells[k].textContent;
    if (!a || !b) return a ? -1 : b ? 1 : 0;
    return sign * (isNaN(a) || isNaN(b) ? a.localeCompare(b, 'ja') : a - b);
  }).forEach((row) => body.append(row));
  draw();
}

function pick(point) {
  document.querySelectorAll('.sel').forEach((x) => x.classList.remove('sel'));
  const row = rows.find((x) => x.dataset.i === point.dataset.i);
  point.classList.add('sel'); row.classList.add('sel');
  const name = row.querySelector('th').textContent;
  const rest = [...row.cells].map((cell) => cell.textContent).filter((text) => text && text !== name);
  $('#pick').textContent = [name, ...rest.slice(0, 4)].join('　');
}

$('#rf').addEventListener('input', () => draw(true));
$('#mr').onclick = () => {
  all = true; draw(true);
  const next = body.rows[Math.min(FIRST, body.rows.length - 1)].cells[0];
  next.tabIndex = -1; next.focus();
};
document.querySelectorAll('.sb').forEach((button) => { button.onclick = () => arrange(button); });
if (map) {
  document.querySelectorAll('.js').forEach((x) => { x.hidden = false; });
  map.addEventListener('click', (event) => { const point = event.target.closest('.pt'); if (point) pick(point); });
}
draw();
