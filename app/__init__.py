"""The JSON API and the web page over :mod:`bodymap`.

Imports itself relatively throughout, because it is ``app`` in a checkout and ``bodymap_app`` when installed.
"""
