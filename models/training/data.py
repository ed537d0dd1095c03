"""FER-2013 images with FER-2013's labels and FER+'s votes, as tensors."""
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from network import FER2013_LABELS, FERPLUS_LABELS, INPUT_SIZE_PX

OTHER_COLUMNS = ["unknown", "not_a_face"]
NO_MAJORITY = -1


@dataclass(frozen=True)
class Faces:
    """One part of the data; n images.

    images: uint8 (n, 1, 48, 48), 0 = black.
    distribution: float (n, 8), the votes for the eight emotions as shares that sum to 1 (or all 0),
        without single votes unless there are only such.
    vote_share: float (n,), the part of all votes that went to one of the eight emotions.
    majority: int64 (n,), the FER+ majority emotion or NO_MAJORITY.
    fer2013: int64 (n,), FER-2013's own label.
    """

    images: Tensor
    distribution: Tensor
    vote_share: Tensor
    majority: Tensor
    fer2013: Tensor

    def __len__(self) -> int:
        return len(self.images)


def majority_labels(votes: Tensor) -> Tensor:
    """FER+ majority emotion of (n, 10) votes, as in Barsoum et al. 2016 (arXiv 1608.01041).

    Single votes count as noise. The largest column must hold more than half of what
    remains and be an emotion, or the image has no label (NO_MAJORITY).
    """
    kept = torch.where(votes > 1, votes, torch.zeros_like(votes))
    most, winner = kept.max(1)
    valid = (most > kept.sum(1) / 2) & (winner < len(FERPLUS_LABELS))
    return torch.where(valid, winner, torch.full_like(winner, NO_MAJORITY))


def load_faces(folder: Path, part: str) -> Faces:
    """Read `part` ("train" or "validation") of the folder that README.md describes."""
    pixels = np.fromfile(folder / f"{part}.images.u8", dtype=np.uint8)
    images = torch.from_numpy(pixels).view(-1, 1, INPUT_SIZE_PX, INPUT_SIZE_PX)
    with open(folder / f"{part}.labels.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != len(images):
        raise ValueError(f"{part}: {len(images)} images but {len(rows)} labels")
    columns = [f"ferplus_{name}" for name in FERPLUS_LABELS + OTHER_COLUMNS]
    votes = torch.tensor([[float(row[column]) for column in columns] for row in rows])
    emotions = without_single_votes(votes[:, : len(FERPLUS_LABELS)])
    return Faces(
        images=images,
        distribution=emotions / emotions.sum(1, keepdim=True).clamp(min=1),
        vote_share=votes[:, : len(FERPLUS_LABELS)].sum(1) / votes.sum(1).clamp(min=1),
        majority=majority_labels(votes),
        fer2013=torch.tensor([FER2013_LABELS.index(row["fer2013"]) for row in rows]),
    )


def without_single_votes(votes: Tensor) -> Tensor:
    """Single votes count as noise, as in `majority_labels`; rows that hold nothing else stay: (n, k)."""
    kept = torch.where(votes > 1, votes, torch.zeros_like(votes))
    return torch.where(kept.sum(1, keepdim=True) > 0, kept, votes)


def balanced_weights(faces: Faces, power: float) -> Tensor:
    """Drawing weight of each image, (size of its class) ^ -power: (n,).

    The class is the emotion with most votes, so images without a majority count too.
    """
    classes = faces.distribution.argmax(1)
    sizes = torch.bincount(classes, minlength=len(FERPLUS_LABELS)).clamp(min=1)
    return sizes.float().pow(-power)[classes]
