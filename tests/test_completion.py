"""Shells complete commands and options from what `entente completion` prints."""

import shutil
import subprocess

import pytest

from pipeline import cli


@pytest.fixture
def script(capsys):
    def printed(shell: str) -> str:
        assert cli.main(["completion", shell]) == 0
        return capsys.readouterr().out

    return printed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_completed(script, shell):
    text = script(shell)
    assert all(command.__name__ in text for command in cli._COMMANDS_HERE)
    assert "reason" in text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["entente", "qu"], ["query", "quarantine"]),
        (["entente", "show", "--"], ["--help", "--in", "--json"]),
        (["entente", "completion", "z"], ["zsh"]),
    ],
    ids=["command", "option", "closed list"],
)
def test_bash_offers_what_fits_what_was_typed(script, tmp_path, typed, offered):
    (tmp_path / "completion").write_text(script("bash"))
    words = " ".join(f"'{word}'" for word in typed)
    code = f"source {tmp_path}/completion; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; "
    code += '_shtab_entente entente "${COMP_WORDS[-1]}"; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert sorted(done.stdout.split()) == sorted(offered)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_its_shell_reads(script, tmp_path, shell):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not here")
    (tmp_path / "completion").write_text(script(shell))
    subprocess.run([shell, "-n", str(tmp_path / "completion")], check=True)


def test_another_shell_is_bad_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["completion", "dos"])
    assert stop.value.code == 2
    assert "dos" in capsys.readouterr().err
