"""From a file to passages, in a child process that may fail without harm."""

from bot.knowledge.reading.reader import Reader
from bot.knowledge.reading.readers import Readers
from bot.knowledge.reading.result import Reading
from bot.knowledge.reading.table import Sheet, Workbook

__all__ = ["Reader", "Readers", "Reading", "Sheet", "Workbook"]
