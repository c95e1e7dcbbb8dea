"""Spreadsheets themselves, whatever they mean: files in, raw tables out, and the other way round.

    readers  a file -> raw tables        book     what a workbook to be written looks like
    places   where something stands      writing  a book -> bytes

Light on purpose: the process that opens strangers' files imports this room and nothing heavy.
"""
