"""Documents on paper: A4, tagged for screen readers (PDF/UA-1), the same bytes whenever the same is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.document import Document

LAYOUT = Path(__file__).with_name("document.typ")


def pdf(document: Document, *, provider: str, stamps: Sequence[str] = ()) -> bytes:
    """The document as a PDF. ``stamps`` are lines under the title that are no part of it, such as who signed and when.

    The texts go in as data and are never read as markup. A letter that the fonts lack costs the PDF its PDF/UA mark, not its being.
    """
    data = {"document": json.dumps({**document.content, "provider": provider, "stamps": list(stamps)})}
    try:
        return _compiled(data, "ua-1")
    except typst.TypstError:
        return _compiled(data)


def _compiled(data: dict[str, str], *standards: typst.PDFStandard) -> bytes:
    # Only the fonts that come with the package: the same everywhere. No clock either.
    written = typst.compile(
        LAYOUT, format="pdf", ignore_system_fonts=True, sys_inputs=data, pdf_standards=list(standards), timestamp=0, pdf_tags=True
    )
    return bytes(written)
