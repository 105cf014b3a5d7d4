"""Pages stored in front of Django: rendered once for each data version, then sent as they are.

Nothing here knows Django or a server; `config/serving/` puts it between the two. `key.py` says what tells pages apart,
`encodings.py` and `page.py` in which encodings they go out, `store.py` how many are stored, `data_version_poller.py`
whether they are still right, `stale.py` how a stale copy says that it is one, and `cache.py` puts these together.
"""
