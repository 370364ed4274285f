"""What a person may take along from an engagement: their own words, what was written about them, and what they answered.

Nothing of others is in it. A passage about the person and somebody else is in it only while it is open to the person, and whoever
else it is about reads in their list of readings that a copy was taken.
"""

from vault.own_texts.taking import TextsShut, take
from vault.own_texts.views import OwnTexts

__all__ = ["OwnTexts", "TextsShut", "take"]
