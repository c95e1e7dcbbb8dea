"""The official O*NET database: a zip or folder, as text or Excel → occupations.

    sources  where the four tables lie          records  rows → what they say, and what is left out
    tables   a table → rows by their headers    database all of it, refused as a whole where it is not whole

Layout: https://www.onetcenter.org/dictionary/30.2/text/ and …/excel/.
"""

from pipeline.onet.database import CREDIT, Database, read_database
from pipeline.onet.records import Left, TableReport

__all__ = ["CREDIT", "Database", "Left", "TableReport", "read_database"]
