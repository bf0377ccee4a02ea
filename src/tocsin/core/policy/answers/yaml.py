"""Policy data as YAML that people edit: block style, short leaves on one line, no surprises in quoting."""

from typing import Any

import yaml

from tocsin.core.policy.source import Source, parse

SHORT = 84
_WIDTH = 108


class _Dumper(yaml.SafeDumper):
    """Writes what `source.parse` reads back to the same data; repeats instead of aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Root(dict[str, Any]):
    """The file's outermost mapping: always one key a line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    tag = "tag:yaml.org,2002:str"
    if "\n" in text:
        return dumper.represent_scalar(tag, text, style="|")
    if len(text) > SHORT and text == " ".join(text.split()):
        return dumper.represent_scalar(tag, text, style=">")
    quoted = '"' if _needs_quotes(text) else None
    return dumper.represent_scalar(tag, text, style=quoted)


def _needs_quotes(text: str) -> bool:
    """True for a text that would be read as something else, or that holds quotes or signs."""
    if not text or text[0] in "'\"&*!|>%@`{[#?-<=" or ": " in text or " #" in text or text[-1] in ": ":
        return True
    if "'" in text or '"' in text:
        return True
    if text[0].isalpha() and text.lower() not in ("null", "true", "false"):
        return not text.isprintable()
    return bool(parse(Source("text", f"a: {text}")).data.get("a") != text)


def _mapping(dumper: yaml.SafeDumper, data: dict[Any, Any]) -> yaml.MappingNode:
    pairs = [(int(k) if isinstance(k, str) and k.isdigit() else k, v) for k, v in data.items()]
    node = dumper.represent_mapping("tag:yaml.org,2002:map", pairs)
    node.flow_style = not isinstance(data, _Root) and _fits([v for pair in node.value for v in pair])
    return node


def _sequence(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.SequenceNode:
    node = dumper.represent_sequence("tag:yaml.org,2002:seq", data)
    node.flow_style = _fits(node.value)
    return node


def _fits(nodes: list[Any]) -> bool:
    """Leaves that fit on one line stand on one line."""
    plain = all(isinstance(n, yaml.ScalarNode) and n.style in (None, '"') for n in nodes)
    return plain and sum(len(n.value) + 3 for n in nodes) <= SHORT


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(_Root, _mapping)
_Dumper.add_representer(list, _sequence)
# Dates and times of day are texts in a policy, as `source.parse` reads them.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def to_yaml(data: dict[str, Any]) -> str:
    """YAML text that reads back to the same data."""
    return yaml.dump(_Root(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
