"""Accuracy of a checkpoint on the validation images as a video call might show them.

    /usr/bin/python3 models/training/conditions.py --data FOLDER --checkpoint OUT/last.pt [--json]

Uses the folded weights as exported, with the temperature that export.py fits. Needs Pillow and ffmpeg besides PyTorch.
Status 1 if a share falls more than 12 points below clean images without a reason.
"""
import argparse
import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional

import torch
from torch import Tensor

from data import NO_MAJORITY, load_faces
from degraded import blurred, covered, dim_and_noisy, filmed, half_turned, jpeg, overexposed, placed, small
from evaluate import figures, fitted_temperature, load_network
from graph import Folded, fold
from network import standardise

ALLOWED_DROP = 0.12
SHARES = ("ferplusAccuracy", "fer2013Accuracy", "meanRecall", "accuracyAt80Coverage")
TITLES = ("FER+", "FER-2013", "mean recall", "accuracy at 80 % coverage")
H264 = ["-c:v", "libx264", "-profile:v", "baseline", "-preset", "veryfast", "-tune", "zerolatency", "-qp", "37"]
VP8 = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-qmin", "52", "-qmax", "52", "-crf", "52", "-b:v", "100M"]
WEBRTC = "the coarsest at which WebRTC keeps the size of the picture; a face of 72 px that sways for a second, last frame"


class Condition(NamedTuple):
    """A change of all images: how, in words; and why a figure may fall far, where it may."""

    name: str
    how: str
    change: Callable[[Tensor], Tensor]
    reason: Optional[str] = None


CONDITIONS: List[Condition] = [
    Condition("clean", "as they are: 48 px, already grey, so a grey camera changes nothing", lambda x: x),
    Condition("32 px", "shrunk to 32 px and back: a small tile", lambda x: small(x, 32)),
    Condition("24 px", "shrunk to 24 px and back", lambda x: small(x, 24)),
    Condition("16 px", "shrunk to 16 px and back", lambda x: small(x, 16),
              "The eyes lie 6 px apart: below 8 px the product says “too small” and gives no answer."),
    Condition("blur 1 px", "Gaussian blur, deviation 1 px of 48", lambda x: blurred(x, 1)),
    Condition("blur 2 px", "Gaussian blur, deviation 2 px of 48", lambda x: blurred(x, 2),
              "Little is left of eyelids and lip corners; the product lowers quality by sharpness, and says “blurred” below a limit."),
    Condition("dark", "a third of the light (×0.3), noise of 2 %, 8 bits", lambda x: dim_and_noisy(x, 0.3, 0.02)),
    Condition("bright", "×1.8, clipped at white", lambda x: overexposed(x, 1.8),
              "Most of the skin is plain white, and what was there is gone. The product measures light only from below: it notices a "
              "face that is too bright by less certainty."),
    Condition("gamma 2", "middle tones darkened", lambda x: x ** 2),
    Condition("gamma 0.5", "middle tones lightened", lambda x: x ** 0.5),
    Condition("JPEG 40", "libjpeg at quality 40, the face alone at 48 px", lambda x: jpeg(x, 40)),
    Condition("JPEG 15", "libjpeg at quality 15", lambda x: jpeg(x, 15)),
    Condition("H.264", f"x264 baseline without delay at quantiser 37, {WEBRTC}", lambda x: filmed(x, H264)),
    Condition("VP8", f"libvpx in real time at quantiser 94 of 127, {WEBRTC}", lambda x: filmed(x, VP8)),
    Condition("rotated +20°", "turned in the picture, clockwise", lambda x: placed(x, degrees=-20)),
    Condition("rotated −20°", "turned in the picture, the other way", lambda x: placed(x, degrees=20)),
    Condition("shifted across", "12 % of the side", lambda x: placed(x, across=0.12)),
    Condition("shifted down", "12 % of the side", lambda x: placed(x, down=-0.12)),
    Condition("zoom 1.25", "cut too close", lambda x: placed(x, zoom=1.25)),
    Condition("zoom 0.8", "cut too wide, the border repeated", lambda x: placed(x, zoom=0.8)),
    Condition("half turned", "turned by 30° as if the face lay on an upright cylinder as wide as the image, then aligned by the eyes as in "
              "a call: the far half is squeezed, the near edge repeated. A real nose would stand out", lambda x: half_turned(x, 30),
              "A third of the face is squeezed or out of sight; from a turn of about 45° the product gives no answer."),
    Condition("mouth hidden", "the lower third under grey: a hand or a microphone", lambda x: covered(x, 2 / 3, 1, 0.5),
              "Much of happiness, surprise and disgust is in the mouth; nobody could see it. The product does not notice a covered "
              "mouth but by less certainty."),
    Condition("eyes hidden", "a dark bar over the eyes: sunglasses", lambda x: covered(x, 0.28, 0.5, 0.1),
              "Much of fear, sadness and anger is in brows and eyes. The product does not notice sunglasses but by less certainty."),
]


def scores(folded: Folded, images: Tensor) -> tuple:
    """Logits (n, 8) and (n, 7) of float images (n, 1, 48, 48) in 0..1."""
    with torch.no_grad():
        parts = [folded(standardise(part)) for part in images.split(256)]
    return tuple(torch.cat(values) for values in zip(*parts))


def measured(folded: Folded, data: Path) -> Dict[str, Any]:
    """All conditions, in the shape that models/evaluation/card.ts reads."""
    faces = load_faces(data, "validation")
    images = faces.images.float() / 255
    labelled = faces.majority != NO_MAJORITY
    temperature = fitted_temperature(scores(folded, images)[0][labelled], faces.majority[labelled])
    rows: List[Dict[str, Any]] = []
    for number, condition in enumerate(CONDITIONS, start=1):
        result = figures(*scores(folded, condition.change(images)), faces, temperature)
        row = {"condition": condition.name, "how": condition.how, **{key: result[key] for key in (*SHARES, "ece")}}
        far = any(rows and rows[0][key] - row[key] > ALLOWED_DROP for key in SHARES)
        rows.append({**row, "reason": (condition.reason or "") if far else None})
        print(f"{number} of {len(CONDITIONS)}: {condition.name}", file=sys.stderr)
    return {"images": len(images), "conditions": rows}


def table(rows: List[Dict[str, Any]]) -> str:
    lines = [f"| images | {' | '.join(TITLES)} | ECE |", "|---" * (len(SHARES) + 2) + "|"]
    cells = lambda row: " | ".join(f"{100 * row[key]:.1f} %" for key in (*SHARES, "ece"))
    return "\n".join(lines + [f"| {row['condition']} | {cells(row)} |" for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one line for the model card")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    result = measured(fold(load_network(arguments.checkpoint)[0]), arguments.data)
    print(json.dumps(result, ensure_ascii=False) if arguments.json else table(result["conditions"]))
    unexplained = [row["condition"] for row in result["conditions"] if row["reason"] == ""]
    if unexplained:
        sys.exit(f"More than {100 * ALLOWED_DROP:.0f} points below clean images without a reason: {', '.join(unexplained)}.")


if __name__ == "__main__":
    main()
