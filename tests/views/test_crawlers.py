"""Search engines are told of every page that a reader would look for, and of nothing else."""

from __future__ import annotations

import re

from django.test import Client


def test_the_sitemap_lists_every_page_and_no_file(client: Client) -> None:
    response = client.get("/sitemap.xml")
    pages = re.findall(r"<loc>http://testserver(.*?)</loc>", response.content.decode())
    assert {"/", "/elections/2023-05-04/medway/", "/councils/carlisle/", "/about/api/"} <= set(
        pages
    )
    assert len(pages) == len(set(pages))
    assert all(page.endswith("/") for page in pages)
    assert client.get(pages[-1]).status_code == 200


def test_robots_are_led_to_the_sitemap_and_away_from_filters(client: Client) -> None:
    words = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in words
    assert "Disallow: /*?" in words
    assert "Disallow: /admin/" in words
