document.documentElement.classList.add('js');
document.querySelectorAll('input[name=hand]').forEach((choice) => choice.addEventListener('change', () => {
  let shown = 0;
  document.querySelectorAll('.cause').forEach((card) => {
    card.hidden = Boolean(choice.value) && card.dataset.hand !== choice.value;
    if (!card.hidden) shown += 1;
  });
  say(`${shown}つの原因を表示しています`);
}));
