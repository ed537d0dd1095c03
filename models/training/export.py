"""Export a checkpoint as a tfjs graph model with figures, golden scores and checksums.

    /usr/bin/python3 models/training/export.py --data FOLDER --checkpoint OUT/last.pt --out models/expression

Works from any checkpoint. Batch norm is folded, weights are rounded to float16, and all
figures are those of the rounded weights in float32, single pass.
"""
import argparse
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Dict

import torch
from torch import Tensor

from data import NO_MAJORITY, load_faces
from evaluate import figures, fitted_temperature, load_network, predicted
from graph import WEIGHTS_FILE, Folded, fold, graph_of, model_json
from network import FER2013_LABELS, FERPLUS_LABELS, INPUT_SIZE_PX, standardise

GOLDEN = Path(__file__).resolve().parent / "golden.json"
CHECKSUMS = "checksums.json"


def write(path: Path, contents: bytes) -> None:
    """Write beside the target and rename, so a reader never sees half a file."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(contents)
    os.replace(part, path)


def text(value: Any, indent: int = 2) -> bytes:
    return (json.dumps(value, indent=indent or None) + "\n").encode()


def metadata_of(saved: Dict[str, Any], folded: Folded, cost: Dict[str, int], data: Path) -> Dict[str, Any]:
    """Labels, input, cost, calibration and validation figures for userDefinedMetadata."""
    faces = load_faces(data, "validation")
    ferplus, fer2013 = predicted(folded, faces.images)
    labelled = faces.majority != NO_MAJORITY
    temperature = fitted_temperature(ferplus[labelled], faces.majority[labelled])
    validation = figures(ferplus, fer2013, faces, temperature)
    validation["eceBeforeTemperature"] = figures(ferplus, fer2013, faces)["ece"]
    return {
        "name": saved["config"]["name"],
        "epochs": saved["epoch"],
        "inputSizePx": INPUT_SIZE_PX,
        "standardisation": {"pixelRange": [0, 1], "mean": 0, "deviation": 1, "minimumDeviation": 0.05},
        "labels": {"ferplus": FERPLUS_LABELS, "fer2013": FER2013_LABELS},
        "temperature": round(temperature, 4),
        "mmacs": round(cost["multiplyAdds"] / 1e6, 3),
        "params": cost["parameters"],
        "validation": validation,
    }


def golden_scores(folded: Folded) -> Dict[str, Any]:
    """Logits for three patterns without any face, for tests of the loader: pixel = (row a + column b) mod 256."""
    step = torch.arange(INPUT_SIZE_PX)
    steps = [(1, 3), (5, 2), (7, 11)]
    patterns = torch.stack([(step.view(-1, 1) * a + step * b) % 256 for a, b in steps]).unsqueeze(1)
    ferplus, fer2013 = predicted(folded, patterns.to(torch.uint8))
    return {
        "pixels": "pixel(row, column) = (row * rowStep + column * columnStep) mod 256, then / 255 and standardised",
        "cases": [{"rowStep": a, "columnStep": b, "ferplus": rounded(first), "fer2013": rounded(second)}
                  for (a, b), first, second in zip(steps, ferplus, fer2013)],
    }


def rounded(values: Tensor) -> list:
    return [round(float(value), 5) for value in values]


def write_reference(folder: Path, folded: Folded, data: Path) -> None:
    """Standardised validation images and their logits as raw float32, to compare other runtimes with."""
    faces = load_faces(data, "validation")
    folder.mkdir(parents=True, exist_ok=True)
    inputs = torch.cat([standardise(part.float() / 255) for part in faces.images.split(256)])
    ferplus, fer2013 = predicted(folded, faces.images)
    for name, values in (("inputs", inputs), ("ferplus", ferplus), ("fer2013", fer2013)):
        values.contiguous().numpy().astype("<f4").tofile(folder / f"{name}.f32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reference", type=Path, help="folder outside the project for raw inputs and logits")
    arguments = parser.parse_args()
    out = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    network, saved = load_network(arguments.checkpoint)
    folded = fold(network)
    metadata = metadata_of(saved, folded, network.cost(), arguments.data)
    graph = graph_of(folded)
    write(out / WEIGHTS_FILE, bytes(graph.weights))
    write(out / "model.json", text(model_json(graph, metadata), indent=0))
    write(out / "training-config.json", text(saved["config"]))
    write(GOLDEN, text(golden_scores(folded)))
    files = sorted(path for path in out.iterdir() if path.name != CHECKSUMS and path.suffix != ".part")
    write(out / CHECKSUMS, text({
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in files}))
    if arguments.reference:
        write_reference(arguments.reference, folded, arguments.data)
    print(json.dumps({key: value for key, value in metadata.items() if key != "labels"}, indent=2))


if __name__ == "__main__":
    main()
