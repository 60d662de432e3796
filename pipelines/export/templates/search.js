const $ = (selector) => document.querySelector(selector);
// width, case, hiragana or katakana, long vowels, dots, spaces and hyphens do not matter
const fold = (text) => text.normalize('NFKC').toLowerCase()
  .replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 96))
  .replace(/[\s\u30fc\u30fb\u2010-\u2015\u2212_-]/g, '');
const words = (text) => text.split(/[\s\u3000]+/).map(fold).filter(Boolean);
let sayLater = 0;
const tell = (text) => { clearTimeout(sayLater); sayLater = setTimeout(() => { $('#live').textContent = text; }, 400); };
