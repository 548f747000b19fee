"""What leaves the house as a document: one description, as accessible PDF or as a spreadsheet.

    paper = Paper("nl", "Telefoonlijst", foot="…", made_on=day, parts=(Table(("Kind", "Telefoon"), rows),))
    pdf(paper)
    spreadsheet(paper)

A document is data. No room writes markup: a name is a name, whatever signs it holds.
"""

from vuistregel.documents.paper import Blanks, Chains, Choice, Choices, Link, Paper, Table, Text
from vuistregel.documents.pdf import pdf
from vuistregel.documents.spreadsheet import spreadsheet

__all__ = ["Blanks", "Chains", "Choice", "Choices", "Link", "Paper", "Table", "Text", "pdf", "spreadsheet"]
