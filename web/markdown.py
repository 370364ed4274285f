"""The safe Markdown subset of bios and notes; the only place where text becomes Markup.

Paragraphs, line breaks, emphasis, strong, lists, quotations. Headings, links, pictures, code and HTML
stay the letters that were typed. Two lines of defence: the parser knows no rule that could make another
tag, and nh3 lets no other tag and no attribute through.
"""

from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markupsafe import Markup

TAGS: Final = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote"})
# A list in a list counts as two. The parser drops what lies deeper, so such a text is shown as typed.
DEEPEST: Final = 20


def render(text: str) -> Markup:
    """Turn Markdown into HTML that holds only TAGS, without any attribute."""
    # A lone surrogate cannot be sent to anybody; nh3 would refuse it with an exception.
    sendable = text.encode("utf-8", "replace").decode("utf-8")
    too_deep = any(token.level >= DEEPEST - 1 for token in _MARKDOWN.parse(sendable))
    html = (_AS_TYPED if too_deep else _MARKDOWN).render(sendable)
    return Markup(nh3.clean(html, tags=set(TAGS), attributes={}, link_rel=None))  # noqa: S704 - cleaned right here


def _faithful_list(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Take a numbered list only when it counts 1, 2, 3 as typed.

    "4. tapaaminen siirtyi" is an ordinal, and of "1. joulukuuta" and "15. joulukuuta" a list would make
    the first and the second of December: HTML counts by itself when no attribute tells it where to start.
    """
    before = len(state.tokens)
    if not list_block(state, first, last, silent):
        return False
    items = [token for token in state.tokens[before:] if token.type == "list_item_open" and token.level == state.level + 1]
    if silent or all(item.info in ("", str(number)) for number, item in enumerate(items, start=1)):
        return True
    del state.tokens[before:]
    state.line = first
    return False


def _parser(*rules: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": DEEPEST})
    parser.enable(["newline", *rules])
    parser.block.ruler.at("list", _faithful_list, {"alt": ["paragraph", "blockquote"]})
    return parser


_MARKDOWN: Final = _parser("blockquote", "list", "escape", "emphasis")
_AS_TYPED: Final = _parser()
