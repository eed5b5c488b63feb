"""A release uploaded to a dataset repository of Hugging Face, in one commit, by its official client.

The client is an extra (`entente[huggingface]`), imported when something is sent; it finds the token, and HF_ENDPOINT where it is set.
"""

import re

from pipeline.release.errors import ReleaseError, in_a_line
from pipeline.release.targets.upload import Destination, Sent, Upload

SCHEME = "hf://"
_REPOSITORY = re.compile(r"hf://(?:datasets/)?([\w.-]+/[\w.-]+)/?")


def destination(url: str) -> Destination:
    """The repository that `hf://OWNER/NAME` names; ReleaseError where it names none."""
    if found := _REPOSITORY.fullmatch(url):
        return Destination(
            found[1], f"a folder of its version in the dataset {found[1]} of Hugging Face, in one commit"
        )
    raise ReleaseError(f"{url}: not a dataset repository: write hf://OWNER/NAME")


def upload(planned: Upload, sent: Sent) -> str:
    """Commit a release, and give back the address of the commit; ReleaseError where the client is not installed, or fails."""
    try:
        from huggingface_hub import HfApi
    except ImportError as error:
        raise ReleaseError("the client of Hugging Face is not installed: pip install 'entente[huggingface]'") from error
    try:
        commit = HfApi().upload_folder(
            repo_id=str(planned.destination.name),
            repo_type="dataset",
            folder_path=planned.release,
            path_in_repo=planned.release.name,
            commit_message=planned.message,
            allow_patterns=[path for path, _ in planned.files],
        )
    except (OSError, ValueError) as error:
        # The client's errors are kinds of these two.
        raise ReleaseError(f"{planned.destination.name}: {in_a_line(error)}") from error
    sent(planned.bytes)
    return str(commit.commit_url)
