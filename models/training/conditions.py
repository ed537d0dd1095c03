"""Accuracy of a checkpoint on the validation images as a video call might show them.

    /usr/bin/python3 models/training/conditions.py --data FOLDER --checkpoint OUT/last.pt
"""
import argparse
import math
from pathlib import Path
from typing import Callable, Dict

import torch
from torch import Tensor
from torch.nn import functional as F

from augment import compressed, lowered
from data import load_faces
from evaluate import figures, load_network
from graph import Folded, fold
from network import standardise


def placed(images: Tensor, degrees: float = 0, zoom: float = 1, shift: float = 0) -> Tensor:
    """Rotated, magnified and shifted to the side (a share of the width), the border repeated."""
    cos, sin = (math.cos(math.radians(degrees)) / zoom, math.sin(math.radians(degrees)) / zoom)
    matrix = torch.tensor([[cos, -sin, 2 * shift], [sin, cos, 0]]).expand(len(images), 2, 3)
    grid = F.affine_grid(matrix, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


def lower_third_hidden(images: Tensor) -> Tensor:
    """A hand or a microphone over mouth and chin."""
    covered = images.clone()
    covered[:, :, 32:] = 0.5
    return covered


def dim_and_noisy(images: Tensor) -> Tensor:
    """A third of the light, sensor noise of 2 %, rounded to 8 bits."""
    noise = torch.randn(images.shape, generator=torch.Generator().manual_seed(1)) * 0.02
    return ((images * 0.3 + noise).clamp(0, 1) * 255).round() / 255


CONDITIONS: Dict[str, Callable[[Tensor], Tensor]] = {
    "clean": lambda x: x,
    "32 px": lambda x: lowered(x, [32, 32]),
    "24 px": lambda x: lowered(x, [24, 24]),
    "16 px": lambda x: lowered(x, [16, 16]),
    "JPEG quality 40": lambda x: compressed(x, [40, 40]).clamp(0, 1),
    "JPEG quality 15": lambda x: compressed(x, [15, 15]).clamp(0, 1),
    "dark x0.3, noise": dim_and_noisy,
    "gamma 2": lambda x: x ** 2,
    "rotated 20 degrees": lambda x: placed(x, degrees=20),
    "shifted 12 %": lambda x: placed(x, shift=0.12),
    "zoom 1.25": lambda x: placed(x, zoom=1.25),
    "zoom 0.8": lambda x: placed(x, zoom=0.8),
    "lower third hidden": lower_third_hidden,
}


def scores(folded: Folded, images: Tensor) -> tuple:
    """Logits (n, 8) and (n, 7) of float images (n, 1, 48, 48) in 0..1."""
    with torch.no_grad():
        parts = [folded(standardise(part)) for part in images.split(256)]
    return tuple(torch.cat(values) for values in zip(*parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0, help="as in the exported model's metadata")
    arguments = parser.parse_args()
    network, _ = load_network(arguments.checkpoint)
    folded = fold(network)
    faces = load_faces(arguments.data, "validation")
    images = faces.images.float() / 255
    print("| images | FER+ | FER-2013 | mean recall | ECE | accuracy at 80 % coverage |\n|---|---|---|---|---|---|")
    for name, change in CONDITIONS.items():
        result = figures(*scores(folded, change(images)), faces, arguments.temperature)
        columns = ("ferplusAccuracy", "fer2013Accuracy", "meanRecall", "ece", "accuracyAt80Coverage")
        print(f"| {name} | " + " | ".join(f"{100 * result[column]:.1f} %" for column in columns) + " |")


if __name__ == "__main__":
    main()
