"""Readers on distinct, all-different values, one core, each against a named peer where there is one."""

import random
import time
from collections.abc import Callable, Sequence

from pipelines.normalize.readers import reader

COUNT = 20_000
CONTEXTS: dict[str, dict[str, object]] = {"date": {"precision": "day"}}


def values(kind: str, r: random.Random) -> list[str]:
    """All-different texts of one kind in the notations that wards use."""
    date = (
        lambda: f"令和{r.randint(2, 9)}年{r.randint(1, 12)}月{r.randint(1, 28)}日",
        lambda: f"{r.randint(1900, 2099)}/{r.randint(1, 12)}/{r.randint(1, 28)}",
        lambda: f"平成{r.randint(2, 30)}年{r.randint(1, 12)}月{r.randint(1, 28)}日",
        lambda: f"昭和{r.randint(2, 63)}年{r.randint(1, 12)}月{r.randint(1, 28)}日",
    )
    makers: dict[str, Sequence[Callable[[], str]]] = {
        "date": date,
        "phone": (
            lambda: f"03-{r.randint(3000, 3999)}-{r.randint(0, 9999):04}",
            lambda: f"０３（{r.randint(3000, 3999)}）{r.randint(0, 9999):04}",
        ),
        "number": (lambda: f"{r.randint(0, 10**8):,}", lambda: f"{r.randint(1, 9999)}万{r.randint(1, 9999)}人"),
        "time": (lambda: f"{r.randint(0, 23)}:{r.randint(0, 59):02}:{r.randint(0, 59):02}",),
        "postal": (lambda: f"{r.randint(100, 999)}-{r.randint(0, 9999):04}",),
        "lat": (lambda: f"{r.uniform(30, 40):.6f}", lambda: f"35度{r.randint(0, 59)}分{r.uniform(0, 59):.2f}秒"),
        "kana": (lambda: "".join(r.choices("ｱｲｳｴｵｶｷｸｹｺ", k=12)),),
        "address": (lambda: f"東京都練馬区豊玉北{r.randint(1, 6)}-{r.randint(1, 99)}-{r.randint(1, 9999)}",),
        "text": (lambda: "".join(r.choices("あいうえおかきくけこ", k=20)),),
    }
    found: set[str] = set()
    for _ in range(COUNT * 4):
        found.add(r.choice(makers[kind])())
        if len(found) == COUNT:
            break
    return sorted(found)


def rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Texts a second, best of three."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            work(text)
        best = max(best, len(texts) / (time.perf_counter() - start))
    return best


def ja_timex() -> Callable[[str], object]:
    """The best Japanese date library that was found, with nothing but dates to look for."""
    from ja_timex import TimexParser  # noqa: PLC0415 - a peer, loaded only here

    return TimexParser().parse


def phonenumbers() -> Callable[[str], object]:
    """Parse, validate and format: what the phone reader has to do at the least."""
    import phonenumbers as library  # noqa: PLC0415

    def work(text: str) -> object:
        parsed = library.parse(text, "JP")
        return library.is_valid_number(parsed) and library.format_number(parsed, library.PhoneNumberFormat.NATIONAL)

    return work


PEERS = {"date": ("ja-timex", ja_timex), "phone": ("phonenumbers", phonenumbers)}


def main() -> None:
    """One line a reader."""
    for kind in ("date", "phone", "number", "time", "postal", "lat", "kana", "address", "text"):
        texts = values(kind, random.Random(7))
        read = reader(kind)
        context = CONTEXTS.get(kind, {})
        ours = rate(lambda text, read=read, context=context: read(text, context), texts)
        line = f"{kind:10} {ours:12,.0f} /s  ({len(texts):,} distinct)"
        if kind in PEERS:
            name, make = PEERS[kind]
            some = texts[:: max(1, len(texts) // 2_000)]
            line += f"   {name} {rate(make(), some):10,.0f} /s   ratio {ours / rate(make(), some):6.1f} x"
        print(line)


if __name__ == "__main__":
    main()
