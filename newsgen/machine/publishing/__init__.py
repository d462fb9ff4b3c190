"""The output folder: owned file by file through a manifest, changed all at once.

Everything newsgen keeps about an output folder lies in its `.newsgen/`:

    manifest   the paths we wrote, with digests of their contents; only these are ever deleted
    site       the folder of the site that it belongs to
    lock       held by whoever works on the folder, and freed by the system when it dies
    staging-*  the files of a build that is not published yet
    journal    the publish under way: whoever comes next completes it before anything else

A build stages all its files, writes the journal, renames the files into place, deletes what is no
more, then replaces the manifest. With `swap` it makes a whole new tree beside the folder instead
and exchanges the two in one step. `.NAME.newsgen-next` beside the folder is that tree.
"""

from newsgen.machine.publishing.journal import Mode
from newsgen.machine.publishing.manifest import (
    Manifest,
    manifest_bytes,
    read_manifest,
)
from newsgen.machine.publishing.ownership import (
    claimed,
    open_output,
    refuse_another_site,
    refuse_link_to,
    refuse_wrong_place,
    remove_output,
    settled,
)
from newsgen.machine.publishing.publication import discard, publish, recover
from newsgen.machine.publishing.staging import (
    InPlace,
    Staged,
    Staging,
    stage,
    stage_new,
    staging_folder,
    staging_in,
)
from newsgen.machine.traces import OUR_FOLDER

__all__ = [
    "OUR_FOLDER",
    "InPlace",
    "Manifest",
    "Mode",
    "Staged",
    "Staging",
    "claimed",
    "discard",
    "manifest_bytes",
    "open_output",
    "publish",
    "read_manifest",
    "recover",
    "refuse_another_site",
    "refuse_link_to",
    "refuse_wrong_place",
    "remove_output",
    "settled",
    "stage",
    "stage_new",
    "staging_folder",
    "staging_in",
]
