"""Personal data in what the ward says of a dataset: it goes into every catalog and page, and passes no cell."""

from collections.abc import Iterator

from pipelines.model.dataset import Dataset
from pipelines.model.errors import DeclarationError
from pipelines.validate.personal.outside import calls_a_person


def refuse_declared(dataset: Dataset) -> None:
    """Stop a dataset whose declaration names a private person, a mobile number or a private mail address.

    Raises:
        DeclarationError: "declaration-personal", with the file and the entry; never with what stands there.
    """
    for entry, text in _texts(dataset):
        if calls_a_person(text):
            raise DeclarationError("declaration-personal", file=f"datasets/{dataset.slug}.toml", name=entry)


def _texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    for entry in ("title", "description", "title_en", "description_en", "yomi", "note"):
        yield entry, getattr(dataset, entry)
    yield from (("synonyms", text) for text in dataset.synonyms)
    yield from (("tags", text) for text in dataset.tags)
    yield from ((f"severity.{code}", weight.reason) for code, weight in dataset.severity.items())
    for name, told in dataset.definitions.items():
        yield from ((f'fields."{name}"', text) for text in told.values())
