"""The site's RSGI application: it answers stored pages at once and hands the rest to Django in threads.

`application.py` decides which of the two; `scheduler.py` has it answer before the event loop is involved; `bodies.py` reads the body of a request before a thread is taken,
`pools.py` bounds the threads, and `environ.py` says to Django, which stays WSGI, what was asked.
"""
