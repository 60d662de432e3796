const fold = (text) => text.normalize('NFKC').toLowerCase()
  .replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
const box = document.getElementById('q');
const live = document.getElementById('live');
const entries = [...document.querySelectorAll('[data-words]')].map((li) => [li, fold(li.dataset.words)]);
function search() {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const [li, text] of entries) {
    li.hidden = !words.every((word) => text.includes(word));
    count += li.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll('.group')) group.hidden = !group.querySelector('li:not([hidden])');
  live.textContent = !words.length ? '' : count ? `${count}件あります。` : '見つかりません。言葉を短くするか、別の言い方で探してください。';
}
box.addEventListener('input', search);
document.getElementById('find').hidden = false;
search();
