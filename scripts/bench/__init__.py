"""How fast the site is, beside others doing the same work, in one run: `make bench`.

One module a question; `docs/speed.md` says what is asked, how, and what came out.
"""
