"""Figures of a trained network on a labelled part of the data.

    /usr/bin/python3 models/training/evaluate.py --data FOLDER --checkpoint OUT/last.pt
"""
import argparse
import json
from pathlib import Path
from typing import Any, Dict, List, Tuple

import torch
from torch import Tensor

from data import NO_MAJORITY, Faces, load_faces
from network import FERPLUS_LABELS, ExpressionNetwork, network_of, standardise

ECE_BINS = 15


def predicted(network: torch.nn.Module, images: Tensor, batch_size: int = 256) -> Tuple[Tensor, Tensor]:
    """float32 logits (n, 8) and (n, 7) of uint8 images (n, 1, 48, 48), single pass."""
    network.eval()
    with torch.no_grad():
        parts = [network(standardise(batch.float() / 255)) for batch in images.split(batch_size)]
    return torch.cat([part[0] for part in parts]), torch.cat([part[1] for part in parts])


def calibration_error(probabilities: Tensor, labels: Tensor) -> float:
    """Expected calibration error with equal-width bins (Guo et al. 2017, arXiv 1706.04599): 0..1."""
    confidence, answer = probabilities.max(1)
    correct = (answer == labels).float()
    bins = (confidence * ECE_BINS).long().clamp(max=ECE_BINS - 1)
    gaps = torch.zeros(ECE_BINS).index_add_(0, bins, correct - confidence)
    return float(gaps.abs().sum() / len(labels))


def fitted_temperature(logits: Tensor, labels: Tensor) -> float:
    """The divisor of the logits with the least negative log likelihood, searched in 0.2..5."""
    candidates = torch.logspace(-0.7, 0.7, 1401, dtype=torch.float64)
    losses = [float(torch.nn.functional.cross_entropy(logits.double() / t, labels)) for t in candidates]
    return float(candidates[losses.index(min(losses))])


def accuracy_at_coverage(probabilities: Tensor, labels: Tensor, coverage: float) -> float:
    """Accuracy on the share of images with the highest confidence."""
    confidence, answer = probabilities.max(1)
    order = confidence.argsort(descending=True)[: round(coverage * len(labels))]
    return float((answer == labels)[order].float().mean())


def per_class(answer: Tensor, labels: Tensor) -> List[Dict[str, Any]]:
    """Precision, recall and number of images of each FER+ emotion."""
    rows = []
    for index, name in enumerate(FERPLUS_LABELS):
        hits = int(((answer == index) & (labels == index)).sum())
        said, images = int((answer == index).sum()), int((labels == index).sum())
        rows.append({"label": name, "precision": round(hits / max(said, 1), 4),
                     "recall": round(hits / max(images, 1), 4), "images": images})
    return rows


def figures(ferplus: Tensor, fer2013: Tensor, faces: Faces, temperature: float = 1.0) -> Dict[str, Any]:
    """All figures from logits (n, 8) and (n, 7); FER+ figures use images with a majority label."""
    labelled = faces.majority != NO_MAJORITY
    labels, logits = faces.majority[labelled], ferplus[labelled]
    probabilities = (logits / temperature).softmax(1)
    answer = probabilities.argmax(1)
    classes = per_class(answer, labels)
    present = [row["recall"] for row in classes if row["images"]]
    return {
        "images": len(labels),
        "ferplusAccuracy": round(float((answer == labels).float().mean()), 4),
        "fer2013Accuracy": round(float((fer2013.argmax(1) == faces.fer2013).float().mean()), 4),
        "meanRecall": round(sum(present) / len(present), 4),
        "ece": round(calibration_error(probabilities, labels), 4),
        "negativeLogLikelihood": round(float(torch.nn.functional.cross_entropy(logits / temperature, labels)), 4),
        "accuracyAt80Coverage": round(accuracy_at_coverage(probabilities, labels, 0.8), 4),
        "perClass": classes,
    }


def load_network(checkpoint: Path, weights: str = "average") -> Tuple[ExpressionNetwork, Dict[str, Any]]:
    """The network with its moving-average ("average") or last ("model") weights, and the checkpoint."""
    saved = torch.load(checkpoint, map_location="cpu")
    network = network_of(saved["config"])
    network.load_state_dict(saved[weights])
    return network.eval(), saved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--part", default="validation", choices=["train", "validation"])
    parser.add_argument("--weights", default="average", choices=["average", "model"])
    arguments = parser.parse_args()
    network, saved = load_network(arguments.checkpoint, arguments.weights)
    faces = load_faces(arguments.data, arguments.part)
    ferplus, fer2013 = predicted(network, faces.images)
    labelled = faces.majority != NO_MAJORITY
    temperature = fitted_temperature(ferplus[labelled], faces.majority[labelled])
    print(f"epoch {saved['epoch']}", json.dumps(network.cost()))
    for title, value in (("as trained", 1.0), (f"temperature {temperature:.3f}", temperature)):
        result = figures(ferplus, fer2013, faces, value)
        classes = result.pop("perClass")
        print(title, json.dumps(result))
    for row in classes:
        print(f"{row['label']:>10}  precision {row['precision']:.3f}  recall {row['recall']:.3f}  images {row['images']}")


if __name__ == "__main__":
    main()
