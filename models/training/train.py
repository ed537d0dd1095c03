"""Train the expression network; run the same command again to resume after an interruption.

    /usr/bin/python3 models/training/train.py --data FOLDER --out OUT --export models/expression

Writes OUT/last.pt after each epoch, OUT/epoch-NNN.pt now and then, and OUT/log.jsonl.
"""
import argparse
import copy
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from augment import augmented
from data import Faces, balanced_weights, load_faces
from evaluate import figures, predicted
from network import ExpressionNetwork, standardise
from pace import Pace

HERE = Path(__file__).resolve().parent


def rate_at(progress_epochs: float, config: Dict[str, Any]) -> float:
    """Learning rate: linear warm-up, then a cosine to 0."""
    warmup = config["warmupEpochs"]
    if progress_epochs < warmup:
        return config["learningRate"] * max(progress_epochs / warmup, 0.01)
    share = (progress_epochs - warmup) / (config["epochs"] - warmup)
    return config["learningRate"] * 0.5 * (1 + math.cos(math.pi * min(share, 1)))


def order_of(epoch: int, faces: Faces, config: Dict[str, Any]) -> Tensor:
    """Indices of the epoch's images: all once, or in the last epochs drawn with balance."""
    if epoch >= config["epochs"] * (1 - config["balancedShareOfEpochs"]):
        return torch.multinomial(balanced_weights(faces), len(faces), replacement=True)
    return torch.randperm(len(faces))


def loss_of(outputs: Tuple[Tensor, Tensor], faces: Faces, picked: Tensor, config: Dict[str, Any]) -> Tensor:
    """Cross-entropy with FER+'s votes, weighted by their share, plus FER-2013's own label."""
    ferplus, fer2013 = outputs[0].float(), outputs[1].float()
    votes = -(faces.distribution[picked] * F.log_softmax(ferplus, 1)).sum(1)
    label = F.cross_entropy(fer2013, faces.fer2013[picked], label_smoothing=config["labelSmoothing"])
    return (votes * faces.vote_share[picked]).mean() + config["fer2013Weight"] * label


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


def train_epoch(epoch: int, network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer,
                faces: Faces, config: Dict[str, Any], pace: Pace) -> float:
    """One pass; returns the mean loss. The seed depends on the epoch, so a resumed run draws the same images."""
    torch.manual_seed(config["seed"] * 1000 + epoch)
    network.train()
    batches = order_of(epoch, faces, config).split(config["batchSize"])
    total = 0.0
    pace.start()
    for index, picked in enumerate(batches):
        rate = rate_at(epoch + index / len(batches), config)
        for group in optimiser.param_groups:
            group["lr"] = rate
        images = augmented(faces.images[picked].float() / 255, config["augmentation"])
        inputs = standardise(images).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outputs = network(inputs)
        loss = loss_of(outputs, faces, picked, config)
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


def run(data: Path, out: Path, config: Dict[str, Any], start: Path) -> None:
    pace = Pace(config["threads"])
    torch.manual_seed(config["seed"])
    out.mkdir(parents=True, exist_ok=True)
    faces, held_out = load_faces(data, "train"), load_faces(data, "validation")
    network = ExpressionNetwork(config["widths"], config["dropout"]).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optimiser = optimiser_for(network, config)
    print(json.dumps(network.cost()), f"{len(faces)} training images", flush=True)
    first, last = 0, out / "last.pt"
    if last.exists():
        saved = torch.load(last, map_location="cpu")
        network.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        first = saved["epoch"]
        print(f"resumed after epoch {first}", flush=True)
    elif start:
        weights = torch.load(start, map_location="cpu")["average"]
        network.load_state_dict(weights)
        average.load_state_dict(weights)
    for epoch in range(first, config["epochs"]):
        began = time.monotonic()
        loss = train_epoch(epoch, network, average, optimiser, faces, config, pace)
        done = epoch + 1
        entry = {"epoch": done, "loss": round(loss, 4), **validate(average, held_out)}
        if done % config["plainValidationEvery"] == 0:
            entry["ferplusAccuracyWithoutAverage"] = validate(network, held_out)["ferplusAccuracy"]
        seconds = entry["seconds"] = round(time.monotonic() - began, 1)
        with open(out / "log.jsonl", "a") as log:
            log.write(json.dumps(entry) + "\n")
        state = {"epoch": done, "config": config, "model": network.state_dict(),
                 "average": average.state_dict(), "optimiser": optimiser.state_dict()}
        save(state, last)
        if done % config["keepEvery"] == 0:
            save(state, out / f"epoch-{done:03d}.pt")
        print(f"epoch {done}/{config['epochs']}  loss {loss:.3f}  FER+ {entry['ferplusAccuracy']:.3f}  "
              f"FER-2013 {entry['fer2013Accuracy']:.3f}  mean recall {entry['meanRecall']:.3f}  "
              f"ECE {entry['ece']:.3f}  {seconds:.0f} s  left {(config['epochs'] - done) * seconds / 60:.0f} min", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.* and validation.*")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--config", type=Path, default=HERE / "config.json")
    parser.add_argument("--start", type=Path, help="checkpoint whose averaged weights a new run starts from")
    parser.add_argument("--export", type=Path, help="folder for the finished model")
    arguments = parser.parse_args()
    run(arguments.data, arguments.out, json.loads(arguments.config.read_text()), arguments.start)
    if arguments.export:
        subprocess.run([sys.executable, str(HERE / "export.py"), "--data", str(arguments.data), "--checkpoint",
                        str(arguments.out / "last.pt"), "--out", str(arguments.export)], check=True)


if __name__ == "__main__":
    main()
