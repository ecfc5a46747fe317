"""How much is read at most. Whoever reads a file, a picture or a workbook has its limit from here.

Files come on USB sticks and by mail, and the PCs that open them have 4 GB of memory. Beyond these
limits there is no assessment, only damage or malice: the longest published ones have answers of
20,000 characters, 500 changes, 69 provisions, a few files, 80,000 cells and a few MB. Each limit is
several times that, and all of them together keep the reading of a file below 1 GB and 10 seconds.
docs/limits.md says the same to whoever looks after the PCs.
"""

from __future__ import annotations

# -- zips: .pia files and workbooks ---------------------------------------------------------------

# More is no directory of so many members; each entry in it becomes an object of half a kilobyte.
DIRECTORY_BYTES = 2_000_000
# A .pia file has one for each picture and published version, a workbook a few for each sheet.
MEMBERS = 5_000

# -- .pia files ---------------------------------------------------------------------------------

# Twenty years of published versions, each whole with its pictures. Saving holds the file in memory
# three times.
PIA_BYTES = 250_000_000
PIA_UNPACKED_BYTES = 300_000_000

# -- JSON ---------------------------------------------------------------------------------------

# Every text of an assessment with three files at 20,000 characters comes to 30 MB.
JSON_BYTES = 50_000_000
# Objects, lists and their entries: a full assessment has some 10,000, and each takes 100 bytes.
JSON_VALUES = 1_000_000
# An answer stands six levels deep; Python itself gives up at a thousand, in the midst of work.
JSON_DEPTH = 30
# Entries copied while the answers of a published state are put together out of edits: a thousand
# edits in lists of a thousand rows, each year for two hundred years.
EDIT_COPIES = 200_000_000

# -- answers ------------------------------------------------------------------------------------

# One answer: ten times the longest published one, 250 pages of print.
TEXT_CHARACTERS = 200_000
# Rows of one table, occurrences in one list, and the entries of all lists together, for occurrences
# within occurrences multiply: each has its place on the page, and is checked.
ROWS = 5_000
OCCURRENCES = 300
ENTRIES = 8_000
# Columns of a table in a 別紙, whose page has room for so many, and its cells: ten times the
# longest published one.
GRID_COLUMNS = 40
GRID_CELLS = 20_000
# Pictures of one item.
FIGURES = 300
# Entries of the 取込記録: more than the texts of the largest workbook.
LEFTOVERS = 100_000
# 対象人数 and 件数: no municipality has more, and Excel would print it with an exponent.
COUNT = 1_000_000_000
# A picture's name in UTF-8: what every file system takes.
NAME_BYTES = 200

# -- pictures -----------------------------------------------------------------------------------

# One picture: more makes a file that no mail and no office PC takes.
FIGURE_BYTES = 30_000_000
# A4 at 600 dpi has 35 million; the window can't show above 67 million, and exporting one to PDF
# takes 12 bytes of memory a pixel.
FIGURE_PIXELS = 50_000_000
# Passes over a JPEG's pixels, each of which takes as long as the picture: cameras write 1, the
# finest progressive ones 12 or so.
FIGURE_SCANS = 100
# Pixels of all passes together: a second of the processor.
FIGURE_SCANNED_PIXELS = 1_500_000_000
# Parts of its file: 30 MB come in 7,500 of the smallest that anybody writes.
FIGURE_PARTS = 50_000
# Bytes between its parts that belong to none: decoders pass over them one by one.
FIGURE_JUNK = 100_000
# Qt draws nothing beyond 32,767.
FIGURE_SIDE = 30_000

# -- workbooks ----------------------------------------------------------------------------------

BOOK_BYTES = 100_000_000
BOOK_UNPACKED_BYTES = 150_000_000
# Elements in all parts together: 300,000 a second are read.
BOOK_ELEMENTS = 1_200_000
# Their attributes: a cell has three.
BOOK_ATTRIBUTES = 4_000_000
# Bytes of one element with its attributes, or of one text: Excel takes no text beyond 200,000.
BOOK_RUN_BYTES = 5_000_000
# Elements of the style sheet, each an object: above Excel's own 65,490 cell formats.
BOOK_STYLE_ELEMENTS = 150_000
# Elements of a part that lists sheets and names, parts, or what belongs together: Excel files often
# drag thousands of dead names.
BOOK_LIST_ELEMENTS = 100_000
BOOK_SHEETS = 250
BOOK_CELLS = 400_000
BOOK_MERGES = 100_000
# Rows that all merged areas cover: one that takes a whole sheet, but not many.
BOOK_MERGED_ROWS = 1_200_000
# Characters in all cells; a text that a thousand cells share counts a thousand times.
BOOK_CHARACTERS = 5_000_000
# Cells with a text, comments and shapes: 20,000 are a thousand pages of small boxes.
BOOK_TEXTS = 60_000
BOOK_PICTURES = 500
# Pixels of all its pictures together: each is decoded to see whether it is whole.
BOOK_PIXELS = 300_000_000

# -- form definitions ----------------------------------------------------------------------------

# The longest has 100 kB.
DEFINITION_BYTES = 2_000_000
