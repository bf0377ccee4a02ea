"""Opens a model of sentence embeddings from a folder. Never from the network: what is missing is named."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tocsin.core.model.finding import Finding, Position, Refused

FILES = ("config.json", "model.safetensors", "tokenizer.json")
_WITHOUT = "or take the setting away: duplicates are then found by words and titles"
_FETCH = (
    "on a machine with network run `hf download minishlab/potion-base-8M --local-dir FOLDER` (30 MB, English;"
    " `potion-multilingual-128M` for others) and name that folder here,"
)


class StaticModel:
    """A Model2Vec model: a vector for each piece of a word, averaged. Quick without a GPU or a network."""

    def __init__(self, folder: str, where: str = "the model's folder") -> None:
        """Opens the model in `folder`; `where` is the setting that named it. Raises Refused."""
        _refuse_missing(folder, where)
        from model2vec import StaticModel as Opened

        try:
            self._model: Any = Opened.from_pretrained(Path(folder))
        except Exception as error:  # each of its parsers raises errors of its own
            raise _refused(f"the model in `{folder}` cannot be read: {error}", where, _FETCH) from error

    def encode(self, texts: Sequence[str]) -> NDArray[Any]:
        """One vector for each text; zeros where the model knows no word of it."""
        vectors: NDArray[Any] = self._model.encode(list(texts), use_multiprocessing=False)
        return vectors


def _refuse_missing(folder: str, where: str) -> None:
    if find_spec("model2vec") is None:
        raise _refused(
            "the extra `semantic` is not installed", where, "run `pip install 'tocsin[semantic]'`,"
        )
    if not Path(folder).is_dir():
        raise _refused(f"there is no folder `{folder}`", where, _FETCH)
    absent = [name for name in FILES if not (Path(folder) / name).is_file()]
    if absent:
        named = ", ".join(f"`{name}`" for name in absent)
        raise _refused(f"`{folder}` holds no Model2Vec model: {named} is not there", where, _FETCH)


def _refused(message: str, where: str, help_: str) -> Refused:
    return Refused(Finding("semantic", message, Position.of(where), f"{help_} {_WITHOUT}"), usage=True)
