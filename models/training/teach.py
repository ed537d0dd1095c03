"""Answers of one or more trained networks for the training images, as soft targets for another.

    /usr/bin/python3 models/training/teach.py --data FOLDER --out teacher.pt CHECKPOINT...

The mean over the checkpoints and, for each, the image, its mirror image and both moved a
little. FER-2013's labels are noisy and it has one for each image: a second opinion helps.
"""
import argparse
from pathlib import Path
from typing import List

import torch
from torch import Tensor

from data import load_faces
from evaluate import fitted_temperature, load_network, predicted
from train import save

SHIFTS_PX = [(0, 0), (-1, 2), (2, -1)]


def views(images: Tensor) -> List[Tensor]:
    """Each shift of (n, 1, h, w), and its mirror image; pixels that leave on one side come in on the other."""
    shifted = [images.roll(shift, (2, 3)) for shift in SHIFTS_PX]
    return shifted + [image.flip(3) for image in shifted]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    arguments = parser.parse_args()
    faces = load_faces(arguments.data, "train")
    ferplus, fer2013 = 0, 0
    for checkpoint in arguments.checkpoints:
        network = load_network(checkpoint)[0].to(memory_format=torch.channels_last)
        for images in views(faces.images):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                first, second = predicted(network, images)
            ferplus, fer2013 = ferplus + first.float(), fer2013 + second.float()
    count = len(arguments.checkpoints) * 2 * len(SHIFTS_PX)
    ferplus, fer2013 = ferplus / count, fer2013 / count
    temperature = fitted_temperature(fer2013, faces.fer2013)
    save({"ferplus": ferplus.softmax(1), "fer2013": (fer2013 / temperature).softmax(1)}, arguments.out)
    agreed = float((fer2013.argmax(1) == faces.fer2013).float().mean())
    print(f"{count} views an image, agrees with FER-2013's label on {100 * agreed:.1f} %, temperature {temperature:.2f}")


if __name__ == "__main__":
    main()
