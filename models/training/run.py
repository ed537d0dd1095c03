"""From the data folder to the exported model; run the same command again to resume after an interruption.

    /usr/bin/python3 models/training/run.py --data FOLDER --out OUT --export models/expression

Trains OUT/first as first.json says, asks it about the training images, trains
OUT/second from it with those answers as config.json says, and exports that.
"""
import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def do(script: str, *arguments: Any) -> None:
    subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.* and validation.*")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and logs")
    parser.add_argument("--export", type=Path, required=True, help="folder for the finished model")
    arguments = parser.parse_args()
    data, first, teacher, second = arguments.data, arguments.out / "first", arguments.out / "teacher.pt", arguments.out / "second"
    do("train.py", "--data", data, "--out", first, "--config", HERE / "first.json")
    if not teacher.exists():
        do("teach.py", "--data", data, "--out", teacher, first / "last.pt")
    do("train.py", "--data", data, "--out", second, "--start", first / "last.pt", "--teacher", teacher)
    do("export.py", "--data", data, "--checkpoint", second / "last.pt", "--out", arguments.export)


if __name__ == "__main__":
    main()
