"""Every public page as files, for the day on which nothing else can be reached (`manage.py bake`).

`places.py` says where a page goes, `asking.py` has the site itself make it, `folder.py` puts one finished mirror in the
place of another, and `baking.py` does it all.
"""
