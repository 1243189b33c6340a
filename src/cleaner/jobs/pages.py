"""Read what a site memory keeps of the pages of a unit: what a worker does in a pass that learns."""

from __future__ import annotations

from cleaner.jobs.cleaning import Outcome, Tools, read_document
from cleaner.jobs.job import TITLE_FIELD
from cleaner.jobs.records import Unit
from cleaner.memory import read_page


def learn_unit(unit: Unit, tools: Tools) -> Outcome:
    """Read what is kept of each page of a unit. What cannot be read teaches nothing; the second pass tells of it."""
    outcome = Outcome(unit.number)
    for index in range(len(unit.records)):
        if index in unit.skip:
            continue
        tools.begin(index)
        try:
            record, document = read_document(unit, index, tools)
            content = document.content if document.kind == "text" else tools.cleaner(document.content, url=document.url, kind=document.kind).text
        except Exception:  # the second pass meets it again, and says what it is
            continue
        finally:
            tools.begin(-1)
        title = record.fields.get(TITLE_FIELD)
        page = read_page(document.url or "", content, title if isinstance(title, str) else None)
        if page:
            outcome.pages.append(page)
        outcome.tally.documents += 1
    return outcome
