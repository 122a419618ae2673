from pathlib import Path

import pytest

from steadyquest.records.network import file_system, linux_mounts, mac_mounts, network_share

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/homes /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/mia/local xfs rw 0 0
//nas/clinic /mnt/our\\040clinic cifs rw 0 0
mia@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /mnt/ssh ext4 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/q.db", "ext4"),
        ("/home/mia/q.db", "nfs4"),
        ("/home/mia/local/q.db", "xfs"),
        ("/homestead/q.db", "ext4"),
        ("/mnt/our clinic/q.db", "cifs"),
        ("/mnt/ssh/q.db", "ext4"),
    ],
)
def test_the_innermost_and_last_mount_holds_a_path(place, kind):
    """A share below a disk, a disk below a share, names that only begin alike, and one mounted over another."""
    assert file_system(Path(place), mounts=linux_mounts(LINUX)) == kind


def test_a_share_is_named_and_a_disk_is_not(monkeypatch):
    """Only network file systems are given a name."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("steadyquest.records.network._linux_mounts", lambda: linux_mounts(LINUX))
    assert network_share(Path("/home/mia/q.db")) == "nfs4"
    assert network_share(Path("/var/q.db")) is None


def test_the_mac_says_its_shares_in_its_own_way():
    """Type first among the options in parentheses."""
    text = "/dev/disk1s1 on / (apfs, local, journaled)\n//mia@nas/clinic on /Volumes/our clinic (smbfs, nodev)\n"
    assert mac_mounts(text) == [("/", "apfs"), ("/Volumes/our clinic", "smbfs")]


@pytest.mark.parametrize(
    ("place", "kind", "share"),
    [("C:\\q.db", 3, None), ("Z:\\q.db", 4, "SMB"), ("\\\\nas\\clinic\\q.db", 0, "SMB"), ("\\\\?\\C:\\q.db", 3, None)],
)
def test_windows_knows_shares_by_name_and_by_drive(place, kind, share, monkeypatch):
    """A path of two backslashes, or a drive that is somewhere else."""

    class WindowsPath:
        def absolute(self):
            return place

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("steadyquest.records.network._drive_type", lambda _: kind)
    assert network_share(WindowsPath()) == share
