"""Train the expression network; run the same command again to resume after an interruption.

    /usr/bin/python3 models/training/train.py --data FOLDER --out OUT [--start CHECKPOINT] [--teacher FILE]

Writes OUT/last.pt after each epoch, OUT/epoch-NNN.pt now and then, and OUT/log.jsonl.
"""
import argparse
import copy
import json
import math
import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from augment import augmented
from data import Faces, balanced_weights, load_faces
from evaluate import figures, predicted
from network import FER2013_LABELS, network_of, standardise
from pace import Pace

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Targets:
    """What the two heads shall answer for each training image: shares (n, 8) and (n, 7)."""

    ferplus: Tensor
    fer2013: Tensor


def targets_of(faces: Faces, teacher: Optional[Path], config: Dict[str, Any]) -> Targets:
    """Votes and label, mixed with a teacher's answers (a file of teach.py) if there is one."""
    label = F.one_hot(faces.fer2013, len(FER2013_LABELS)).float()
    smoothing = config["labelSmoothing"]
    label = label * (1 - smoothing) + smoothing / len(FER2013_LABELS)
    if not teacher:
        return Targets(faces.distribution, label)
    answers, share = torch.load(teacher), config["teacherShare"]
    return Targets(faces.distribution.lerp(answers["ferplus"], share["ferplus"]),
                   label.lerp(answers["fer2013"], share["fer2013"]))


def rate_at(progress: float, config: Dict[str, Any]) -> float:
    """Learning rate at `progress` 0..1: linear warm-up, steady, then a half cosine to 0 over the last `fallShare`."""
    if progress < config["warmupShare"]:
        return config["learningRate"] * max(progress / config["warmupShare"], 0.01)
    fallen = (progress - (1 - config["fallShare"])) / config["fallShare"]
    return config["learningRate"] * 0.5 * (1 + math.cos(math.pi * min(max(fallen, 0), 1)))


def plain_share_at(progress: float, config: Dict[str, Any]) -> float:
    """Share of nearly unchanged images in a batch, rising evenly over the run."""
    low, high = config["augmentation"]["plainShare"]
    return low + (high - low) * progress


def order_of(progress: float, faces: Faces, config: Dict[str, Any]) -> Tensor:
    """Indices of the epoch's images: all once, or in the last epochs drawn with balance."""
    if progress >= 1 - config["balancedShare"]:
        return torch.multinomial(balanced_weights(faces, config["balancePower"]), len(faces), replacement=True)
    return torch.randperm(len(faces))


def epochs_left(progress: float, seconds: Optional[float], until: Optional[datetime], config: Dict[str, Any]) -> int:
    """Epochs from `progress` to 1: as configured, or as many as fit before `until` at `seconds` each."""
    if until and seconds:
        return max(1, int((until - datetime.now()).total_seconds() / seconds))
    return max(1, round((1 - progress) * config["epochs"]))


def loss_of(outputs: Tuple[Tensor, Tensor], faces: Faces, targets: Targets, picked: Tensor,
            config: Dict[str, Any]) -> Tensor:
    """Cross-entropy of both heads with their targets; FER+'s is weighted by the share of votes for an emotion."""
    ferplus = F.cross_entropy(outputs[0].float(), targets.ferplus[picked], reduction="none")
    fer2013 = F.cross_entropy(outputs[1].float(), targets.fer2013[picked])
    return (ferplus * faces.vote_share[picked]).mean() + config["fer2013Weight"] * fer2013


def follow(average: nn.Module, network: nn.Module, step: int, decay: float) -> None:
    """Move the averaged weights and batch statistics one step towards the current ones."""
    weight = 1 - min(decay, (1 + step) / (10 + step))
    with torch.no_grad():
        for slow, fast in zip(average.state_dict().values(), network.state_dict().values()):
            if slow.dtype.is_floating_point:
                slow.lerp_(fast, weight)
            else:
                slow.copy_(fast)


def optimiser_for(network: nn.Module, config: Dict[str, Any]) -> torch.optim.Optimizer:
    """SGD; biases and batch norm are not decayed."""
    decayed = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": config["weightDecay"]}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.SGD(groups, lr=config["learningRate"], momentum=config["momentum"], nesterov=True)


def train_epoch(epoch: int, progress: float, step: float, network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer,
                faces: Faces, targets: Targets, config: Dict[str, Any], pace: Pace) -> float:
    """One pass, from `progress` to `progress + step` of the run; returns the mean loss.

    The seed depends on the epoch, so a resumed run draws the same images.
    """
    torch.manual_seed(config["seed"] * 1000 + epoch)
    network.train()
    plain_share = plain_share_at(progress, config)
    batches = order_of(progress, faces, config).split(config["batchSize"])
    total = 0.0
    pace.start()
    for index, picked in enumerate(batches):
        rate = rate_at(progress + step * index / len(batches), config)
        for group in optimiser.param_groups:
            group["lr"] = rate
        images = augmented(faces.images[picked].float() / 255, config["augmentation"], plain_share)
        inputs = standardise(images).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network(inputs)
        loss = loss_of(outputs, faces, targets, picked, config)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), config["gradientClip"])
        optimiser.step()
        follow(average, network, epoch * len(batches) + index, config["averageDecay"])
        total += float(loss.detach()) * len(picked)
        if len(picked) == config["batchSize"]:
            pace.step_done()
    return total / len(faces)


def validate(network: nn.Module, faces: Faces) -> Dict[str, Any]:
    """Figures in bfloat16, as fast as training; export.py reports float32."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        ferplus, fer2013 = predicted(network, faces.images)
    return figures(ferplus.float(), fer2013.float(), faces)


def save(state: Dict[str, Any], path: Path) -> None:
    """Write beside the target and rename, so an interruption leaves the old file whole."""
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def run(data: Path, out: Path, config: Dict[str, Any], start: Optional[Path], teacher: Optional[Path],
        until: Optional[datetime]) -> None:
    pace = Pace(config["threads"])
    torch.manual_seed(config["seed"])
    out.mkdir(parents=True, exist_ok=True)
    faces, held_out = load_faces(data, "train"), load_faces(data, "validation")
    targets = targets_of(faces, teacher, config)
    network = network_of(config).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optimiser = optimiser_for(network, config)
    print(json.dumps(network.cost()), f"{len(faces)} training images", flush=True)
    epoch, progress, seconds, last = 0, 0.0, None, out / "last.pt"
    if last.exists():
        saved = torch.load(last, map_location="cpu")
        network.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        epoch, progress, seconds = saved["epoch"], saved["progress"], saved["seconds"]
        print(f"resumed after epoch {epoch}", flush=True)
    elif start:
        weights = torch.load(start, map_location="cpu")["average"]
        print("new:", network.load_state_dict(weights, strict=False).missing_keys, flush=True)
        average.load_state_dict(network.state_dict())
    while progress < 1:
        began = time.monotonic()
        left = epochs_left(progress, seconds, until, config)
        step = (1 - progress) / left
        loss = train_epoch(epoch, progress, step, network, average, optimiser, faces, targets, config, pace)
        epoch, progress, left = epoch + 1, progress + step if left > 1 else 1.0, left - 1
        entry = {"epoch": epoch, "progress": round(progress, 4), "loss": round(loss, 4), **validate(average, held_out)}
        if epoch % config["plainValidationEvery"] == 0:
            entry["ferplusAccuracyWithoutAverage"] = validate(network, held_out)["ferplusAccuracy"]
        seconds = entry["seconds"] = round(time.monotonic() - began, 1)
        with open(out / "log.jsonl", "a") as log:
            log.write(json.dumps(entry) + "\n")
        state = {"epoch": epoch, "progress": progress, "seconds": seconds, "config": config, "model": network.state_dict(),
                 "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        save(state, last)
        if epoch % config["keepEvery"] == 0:
            save(state, out / f"epoch-{epoch:03d}.pt")
        print(f"epoch {epoch}/{epoch + left}  loss {loss:.3f}  FER+ {entry['ferplusAccuracy']:.3f}  "
              f"FER-2013 {entry['fer2013Accuracy']:.3f}  mean recall {entry['meanRecall']:.3f}  "
              f"ECE {entry['ece']:.3f}  {seconds:.0f} s  left {left * seconds / 60:.0f} min", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.* and validation.*")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--config", type=Path, default=HERE / "config.json")
    parser.add_argument("--start", type=Path, help="checkpoint whose averaged weights a new run starts from")
    parser.add_argument("--teacher", type=Path, help="answers for the training images, written by teach.py")
    parser.add_argument("--until", type=datetime.fromisoformat,
                        help="local time, such as 2026-01-31T18:00: stretch or shorten the schedule to end there")
    arguments = parser.parse_args()
    run(arguments.data, arguments.out, json.loads(arguments.config.read_text()), arguments.start,
        arguments.teacher, arguments.until)


if __name__ == "__main__":
    main()
