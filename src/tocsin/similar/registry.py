"""Which judge of likeness a desk gets: words by default, words and meaning where a model is named."""

from tocsin.app.duplicates import Similar
from tocsin.similar.lexical import Lexical


def judge(model: str = "", where: str = "the model's folder") -> Similar:
    """Lexical, or Semantic with the model in this folder, which the setting `where` named. Raises Refused."""
    if not model:
        return Lexical()
    from tocsin.similar.model import StaticModel
    from tocsin.similar.semantic import Semantic

    return Semantic(StaticModel(model, where))
