"""A mirror takes the place of the one before in one step, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.mirror.folder import MARK, Folder, NotAMirrorError


def made(folder: Folder, words: str) -> None:
    """Put a mirror of one page in its place."""
    new = folder.begin()
    (new / MARK).write_text("{}")
    (new / "index.html").write_text(words)
    folder.replace(new)


def test_the_newer_takes_the_place_of_the_older_which_is_removed(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "mirror")
    made(folder, "before")
    first = folder.path.resolve()
    made(folder, "after")
    assert (tmp_path / "mirror" / "index.html").read_text() == "after"
    assert not first.exists()
    assert len(list(tmp_path.iterdir())) == 2


def test_until_it_is_finished_the_older_is_there(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "mirror")
    made(folder, "before")
    unfinished = folder.begin()
    (unfinished / "index.html").write_text("half")
    assert (folder.path / "index.html").read_text() == "before"
    folder.discard_unfinished(unfinished)
    assert (folder.path / "index.html").read_text() == "before"
    assert not unfinished.exists()


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "mirror").mkdir()
    made(Folder(tmp_path / "mirror"), "page")
    assert (tmp_path / "mirror" / "index.html").read_text() == "page"


def test_what_is_no_mirror_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("keep me")
    (tmp_path / "link").symlink_to("home")
    (tmp_path / "file").write_text("keep me")
    for name in ("home", "link", "file"):
        with pytest.raises(NotAMirrorError):
            Folder(tmp_path / name).begin()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "home", "link"]
