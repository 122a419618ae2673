"""Whether a folder lies on another machine. SQLite's locks and syncs cannot be trusted there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PureWindowsPath

_SHARES = frozenset({
    "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "macfuse", "ncpfs", "nfs", "nfs3", "nfs4",
    "osxfuse", "smb", "smb2", "smb3", "smbfs", "sshfs", "webdav",
    "fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone",
    "fuse.s3fs", "fuse.sshfs",
})  # fmt: skip
_DRIVE_REMOTE = 4


def network_share(path: Path) -> str | None:
    """The name of the network file system that holds the path, or None when it is on this machine."""
    if sys.platform == "win32":
        return _windows_share(path)
    mounts = _mac_mounts() if sys.platform == "darwin" else _linux_mounts()
    kind = file_system(path, mounts=mounts)
    return kind if kind in _SHARES else None


def file_system(path: Path, *, mounts: list[tuple[str, str]]) -> str:
    """The type of the innermost mount above the path; of several at one place, the last one covers the others.

    >>> file_system(Path("/home/mia/q.db"), mounts=[("/", "ext4"), ("/home", "nfs4")])
    'nfs4'
    """
    place = str(path.absolute())
    held = [(len(at.rstrip("/")), kind) for at, kind in mounts if place == at or place.startswith(at.rstrip("/") + "/")]
    deepest = max((length for length, _ in held), default=-1)
    return next((kind for length, kind in reversed(held) if length == deepest), "")


def linux_mounts(text: str) -> list[tuple[str, str]]:
    r"""Mount points and types from the kernel's table, where blanks are written as octal.

    >>> linux_mounts("server:/x /mnt/our\\040share nfs4 rw 0 0")
    [('/mnt/our share', 'nfs4')]
    """
    rows = [line.split(" ") for line in text.splitlines()]
    return [(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2]


def _unescaped(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        return linux_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """Mount points and types from what `mount` prints.

    >>> mac_mounts("//mia@server/share on /Volumes/share (smbfs, nodev, nosuid)")
    [('/Volumes/share', 'smbfs')]
    """
    rows = [line.partition(" on ")[2].rpartition(" (") for line in text.splitlines()]
    return [(at, options.rstrip(")").split(",")[0]) for at, found, options in rows if found]


def _mac_mounts() -> list[tuple[str, str]]:
    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return mac_mounts(done.stdout)


def _windows_share(path: Path) -> str | None:
    drive = PureWindowsPath(path.absolute()).drive
    if drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\")):
        return "SMB"
    return "SMB" if _drive_type(drive + "\\") == _DRIVE_REMOTE else None


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
