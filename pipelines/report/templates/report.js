document.documentElement.classList.add('js');
document.querySelectorAll('input[name=hand]').forEach((choice) => choice.addEventListener('change', () => {
  let shown = 0;
  document.querySelectorAll('.cause').forEach((card) => {
    card.hidden = Boolean(choice.value) && card.dataset.hand !== choice.value;
    if (!card.hidden) shown += 1;
  });
  say(`${shown}つの原因を表示しています`);
}));
// 表の続き：ページの中のデータから、押すたびに100行ずつ出す（一度に全部は出さない）
const PAGE = 100;
const data = document.getElementById('rows');
const rows = data ? JSON.parse(data.textContent) : {};
function cellOf(text, head, first) {
  const cell = document.createElement(first ? 'th' : 'td');
  if (first) cell.scope = 'row';
  if (head.classList.contains('v')) {
    const value = document.createElement('span');
    value.className = text.startsWith('（') || text === 'ありません' ? 'empty' : 'val';
    value.textContent = text;
    cell.append(value);
  } else {
    cell.className = head.className;
    cell.textContent = text;
  }
  return cell;
}
document.querySelectorAll('[data-rows]').forEach((button) => {
  const rest = rows[button.dataset.rows] || [];
  const body = document.getElementById(`rows-${button.dataset.rows}`);
  const heads = [...body.closest('table').tHead.rows[0].cells];
  const told = button.parentElement.querySelector('span');
  if (!rest.length) button.hidden = true;
  button.addEventListener('click', () => {
    const start = body.rows.length;
    rest.splice(0, PAGE).forEach((texts) => {
      const row = body.insertRow();
      row.append(...texts.map((text, at) => cellOf(text, heads[at], at === 0)));
    });
    const total = Number(button.dataset.total);
    told.textContent = body.rows.length === total
      ? `${total.toLocaleString('ja')}件すべてを出しています。`
      : `この表には、${total.toLocaleString('ja')}件のうち${body.rows.length.toLocaleString('ja')}件を出しています。`;
    say(told.textContent);
    button.hidden = !rest.length;
    const first = body.rows[start];
    if (first) { first.tabIndex = -1; first.focus(); }
  });
});
