"""The vocabulary of the pipeline: plain, frozen values that every stage speaks.

No module here reads a file, a clock or the network.
"""
