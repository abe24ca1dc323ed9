"""The Word package: opened safely, walked once, every character traced to the run it came from.

``open_word(data, limits=...)`` gives a :class:`~clauseadvisor.openxml.document.WordDocument`;
its ``read(view)`` gives the reading text with, for each character, the run, the node and the
offset in that node (:class:`~clauseadvisor.openxml.flow.Flow`).
"""
