"""The rule language as its files are written: the shapes that editors complete and that new data are checked against.

Whether a quote stands in its clause, a figure in its quote, and a fact has such a value is checked when conditions and
awards are built. Importing this module is dear, so that data checked before do without it.
"""
