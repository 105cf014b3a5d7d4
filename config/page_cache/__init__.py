"""Pages kept in front of Django: made once for each data version, then handed out as they are.

A WSGI application around another (`wsgi.py`), put together for this site in `config/wsgi.py`. What it is made of knows
nothing of Django: what tells pages apart (`key.py`), in which encodings they go out (`encodings.py`, `page.py`), how many
are held (`store.py`), whether they are still right (`watch.py`), and how the last good copy says that it is one (`stale.py`).
"""
