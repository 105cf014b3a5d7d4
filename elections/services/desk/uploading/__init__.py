"""Many returning officers' sheets in one table: read, tried, and handed in together or not at all."""

from __future__ import annotations

from elections.services.desk.uploading.handing_in import (
    File,
    UploadRefusedError,
    preview_upload,
    upload,
)
from elections.services.desk.uploading.rows import MOST_UPLOADED, MOST_UPLOADED_ROWS

__all__ = [
    "MOST_UPLOADED",
    "MOST_UPLOADED_ROWS",
    "File",
    "UploadRefusedError",
    "preview_upload",
    "upload",
]
