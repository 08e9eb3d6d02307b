"""bodymap: which muscles' referred pain fits a drawing of where it hurts, and why.

Start at :class:`bodymap.explorer.Bodymap`. Importing this package alone loads nothing else.
"""
