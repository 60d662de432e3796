const live = document.getElementById('live');
function say(text) { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 50); }
async function put(text) {
  try { await navigator.clipboard.writeText(text); } catch (error) {
    // file:// pages of older browsers have no clipboard: a selected text field does
    const area = document.createElement('textarea');
    area.value = text; area.setAttribute('readonly', ''); area.style.position = 'fixed'; area.style.opacity = 0;
    document.body.append(area); area.select(); document.execCommand('copy'); area.remove();
  }
}
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy],[data-copy-from]');
  if (!button) return;
  const from = button.dataset.copyFrom;
  await put(from ? document.getElementById(from).textContent : button.dataset.copy);
  const word = button.querySelector('span');
  const before = word.dataset.word || word.textContent;
  word.dataset.word = before; word.textContent = 'コピーしました'; say('コピーしました');
  setTimeout(() => { word.textContent = before; }, 1800);
  button.focus();
});
