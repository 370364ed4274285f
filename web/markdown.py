"""The safe Markdown subset of bios and notes; the only place where text becomes Markup.

Paragraphs, line breaks, emphasis, strong, lists, quotations. Headings, links, pictures, code and HTML
stay the letters that were typed. Two lines of defence: the parser knows no rule that could make another
tag, and nh3 lets no other tag and no attribute through.

What is read must be what was written, so lists and quotations give way where they would change it:
- HTML counts by itself when no attribute tells it how. "4. tapaaminen siirtyi" would become the first
  meeting, "15. joulukuuta" after "1. joulukuuta" the second of December.
- The parser drops what lies deeper than DEEPEST.
"""

import re
from collections.abc import Iterable
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from markupsafe import Markup

TAGS: Final = frozenset({"p", "br", "em", "strong", "ul", "ol", "li", "blockquote"})
DEEPEST: Final = 20  # a quotation counts as one level, a list as two
NUMBERED: Final = re.compile(r"[0-9]+[.)]")


def render(text: str) -> Markup:
    """Turn Markdown into HTML that holds only TAGS, without any attribute."""
    # A lone surrogate cannot be sent to anybody; nh3 would refuse it with an exception.
    sendable = text.encode("utf-8", "replace").decode("utf-8")
    parsed = ((parser, parser.parse(sendable)) for parser in _RICHEST_FIRST)
    parser, tokens = next(pair for pair in parsed if pair[0] is _AS_TYPED or _is_faithful(pair[1]))
    html = nh3.clean(parser.renderer.render(tokens, parser.options, {}), tags=set(TAGS), attributes={}, link_rel=None)
    return Markup(html)  # noqa: S704 - cleaned on the line above


def _is_faithful(tokens: Iterable[Token]) -> bool:
    """Whether every numbered list counts 1, 2, 3 as typed and nothing lies too deep."""
    counts: list[int] = []
    for token in tokens:
        if token.level >= DEEPEST - 1:
            return False
        if token.type.endswith("list_open"):
            counts.append(0)
        elif token.type.endswith("list_close"):
            counts.pop()
        elif token.type == "list_item_open" and token.info:
            counts[-1] += 1
            if token.info != str(counts[-1]):
                return False
    return True


def _bulleted_list(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    numbered = NUMBERED.match(state.src, state.bMarks[first] + state.tShift[first])
    return not numbered and list_block(state, first, last, silent)


def _parser(*rules: str) -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": DEEPEST})
    return parser.enable(["newline", *rules])


_AS_TYPED: Final = _parser()
_BULLETED: Final = _parser("blockquote", "list", "escape", "emphasis")
_BULLETED.block.ruler.at("list", _bulleted_list, {"alt": ["paragraph", "blockquote"]})
_RICHEST_FIRST: Final = (_parser("blockquote", "list", "escape", "emphasis"), _BULLETED, _AS_TYPED)
