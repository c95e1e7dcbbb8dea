"""``review.xlsx``: where the coach looks at every report before it goes, and decides.

columns  what stands in which column      terms     what actions and paths are called
sheet    raw tables -> rows               rulings   a row -> what the coach decided
drafting rows -> a workbook to be written
"""
