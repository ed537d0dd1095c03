"""What a checkpoint says of grey crops, as exported: batch norm folded, weights rounded to float16.

    /usr/bin/python3 models/training/logits.py --checkpoint OUT/last.pt < CROPS

CROPS are n × 2304 bytes, row-major, 0 = black. Prints one JSON list of {"ferplus": [8], "fer2013": [7]}.
"""
import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from evaluate import load_network, predicted
from graph import fold
from network import INPUT_SIZE_PX


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    arguments = parser.parse_args()
    pixels = np.frombuffer(sys.stdin.buffer.read(), dtype=np.uint8)
    images = torch.from_numpy(pixels.copy()).view(-1, 1, INPUT_SIZE_PX, INPUT_SIZE_PX)
    ferplus, fer2013 = predicted(fold(load_network(arguments.checkpoint)[0]), images)
    print(json.dumps([{"ferplus": eight, "fer2013": seven} for eight, seven in zip(ferplus.tolist(), fer2013.tolist())]))


if __name__ == "__main__":
    main()
