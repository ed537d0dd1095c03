"""What a video call does to a face, each change at one fixed strength.

All functions take and return float (n, 1, 48, 48) in 0..1. They are apart from augment.py on purpose: a figure must
not get better because training happens to share its code.
"""
import io
import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

SIDE_PX = 48
# Where faces have their eyes (src/core/alignment.ts), as shares of the side.
EYE_X, EYE_Y = 0.183, 0.395


def small(images: Tensor, size_px: int) -> Tensor:
    """Down-sampled to `size_px` with antialiasing and back."""
    lowered = F.interpolate(images, size=(size_px, size_px), mode="bilinear", antialias=True, align_corners=False)
    return F.interpolate(lowered, size=images.shape[2:], mode="bilinear", align_corners=False)


def blurred(images: Tensor, sigma_px: float) -> Tensor:
    """Gaussian blur, out of focus or smoothed by a camera."""
    reach = math.ceil(3 * sigma_px)
    kernel = torch.exp(-torch.arange(-reach, reach + 1.0) ** 2 / (2 * sigma_px * sigma_px))
    kernel = kernel / kernel.sum()
    padded = F.pad(images, (reach,) * 4, mode="replicate")
    return F.conv2d(F.conv2d(padded, kernel.view(1, 1, 1, -1)), kernel.view(1, 1, -1, 1))


def dim_and_noisy(images: Tensor, light: float, noise: float) -> Tensor:
    """Less light, sensor noise, rounded to 8 bits. The noise is the same in every run."""
    grain = torch.randn(images.shape, generator=torch.Generator().manual_seed(1)) * noise
    return as_bytes(images * light + grain).float() / 255


def overexposed(images: Tensor, gain: float) -> Tensor:
    """A window in front of the person: everything above 1 / gain is white."""
    return (images * gain).clamp(max=1)


def placed(images: Tensor, degrees: float = 0, zoom: float = 1, across: float = 0, down: float = 0) -> Tensor:
    """Rotated, magnified and shifted (shares of the side), as a detector errs; the border is repeated."""
    cos, sin = (math.cos(math.radians(degrees)) / zoom, math.sin(math.radians(degrees)) / zoom)
    matrix = torch.tensor([[cos, -sin, 2 * across], [sin, cos, 2 * down]]).expand(len(images), 2, 3)
    return sampled(images, F.affine_grid(matrix, list(images.shape), align_corners=False))


def half_turned(images: Tensor, degrees: float) -> Tensor:
    """The head turned about an upright axis, as if the face lay on a cylinder as wide as the image, then aligned by
    its eyes as in a call. The far half is squeezed; at the near side the border is repeated; the nose does not stand out."""
    turn = math.radians(degrees)
    eyes = [math.sin(math.asin(sign * 2 * EYE_X) + turn) for sign in (-1, 1)]
    scale = 4 * EYE_X / (eyes[1] - eyes[0])
    centre, eye_line = sum(eyes) / 2, 2 * EYE_Y - 1
    at = (torch.arange(SIDE_PX) + 0.5) / SIDE_PX * 2 - 1
    angle = torch.asin((at / scale + centre).clamp(-1, 1)) - turn
    x = torch.sin(angle.clamp(-math.pi / 2, math.pi / 2))
    y = (at - eye_line) / scale + eye_line
    grid = torch.stack([x.expand(SIDE_PX, -1), y.view(-1, 1).expand(-1, SIDE_PX)], 2)
    return sampled(images, grid.expand(len(images), -1, -1, -1))


def sampled(images: Tensor, grid: Tensor) -> Tensor:
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


def covered(images: Tensor, top: float, bottom: float, grey: float) -> Tensor:
    """Rows between two heights (shares of the side) under one grey value."""
    hidden = images.clone()
    hidden[:, :, round(top * SIDE_PX): round(bottom * SIDE_PX)] = grey
    return hidden


def jpeg(images: Tensor, quality: int) -> Tensor:
    """Through a real JPEG encoder (libjpeg, by Pillow), each face alone at 48 px."""
    def through(face: np.ndarray) -> np.ndarray:
        file = io.BytesIO()
        Image.fromarray(face).save(file, "JPEG", quality=quality)
        return np.asarray(Image.open(file))
    return torch.from_numpy(np.stack([through(face) for face in as_bytes(images)[:, 0].numpy()])).unsqueeze(1).float() / 255


# A face of a tile of 320x180 with its surroundings, side by side with others in one large picture, moving for a second.
VIDEO_FACE_PX, VIDEO_TILE_PX, VIDEO_COLUMNS, VIDEO_ROWS, VIDEO_FRAMES = 72, 80, 24, 12, 15


def filmed(images: Tensor, encoder: list) -> Tensor:
    """Through a real video encoder (ffmpeg): 15 frames of faces that sway by up to 2 px, of which the last counts."""
    per_picture = VIDEO_COLUMNS * VIDEO_ROWS
    margin = (VIDEO_TILE_PX - VIDEO_FACE_PX) // 2
    width, height = VIDEO_COLUMNS * VIDEO_TILE_PX, VIDEO_ROWS * VIDEO_TILE_PX
    large = F.interpolate(images, size=(VIDEO_FACE_PX,) * 2, mode="bicubic", align_corners=False).clamp(0, 1)
    large = F.pad(large, (margin,) * 4, mode="replicate")
    missing = -len(images) % per_picture
    large = torch.cat([large, large[:1].expand(missing, -1, -1, -1)]) if missing else large
    groups = large.split(per_picture)

    def picture(group: Tensor, frame: int) -> bytes:
        sway = (VIDEO_FRAMES - 1 - frame) / (VIDEO_FRAMES - 1) * 2 * math.pi
        across, down = (2 * math.sin(sway) / VIDEO_TILE_PX, math.sin(2 * sway) / VIDEO_TILE_PX)
        moved = as_bytes(placed(group, across=across, down=down)) if frame < VIDEO_FRAMES - 1 else as_bytes(group)
        grid = moved.view(VIDEO_ROWS, VIDEO_COLUMNS, VIDEO_TILE_PX, VIDEO_TILE_PX)
        return grid.permute(0, 2, 1, 3).reshape(height, width).numpy().tobytes()

    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "faces.mkv"
        raw = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-r", "15"]
        coder = subprocess.Popen(ffmpeg(*raw, "-i", "-", "-pix_fmt", "yuv420p", *encoder, str(video)), stdin=subprocess.PIPE)
        for group in groups:
            for frame in range(VIDEO_FRAMES):
                coder.stdin.write(picture(group, frame))
        coder.stdin.close()
        if coder.wait() != 0:
            raise RuntimeError(f"ffmpeg cannot encode with {' '.join(encoder)}")
        last = f"select=eq(mod(n\\,{VIDEO_FRAMES})\\,{VIDEO_FRAMES - 1})"
        decoded = subprocess.run(ffmpeg("-i", str(video), "-vf", last, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "gray", "-"),
                                 stdout=subprocess.PIPE, check=True).stdout
    pixels = np.frombuffer(decoded, np.uint8).reshape(len(groups), VIDEO_ROWS, VIDEO_TILE_PX, VIDEO_COLUMNS, VIDEO_TILE_PX)
    tiles = torch.from_numpy(pixels.transpose(0, 1, 3, 2, 4).reshape(-1, 1, VIDEO_TILE_PX, VIDEO_TILE_PX).copy())[:len(images)]
    faces = tiles[:, :, margin:-margin, margin:-margin].float() / 255
    return F.interpolate(faces, size=images.shape[2:], mode="bilinear", antialias=True, align_corners=False)


def ffmpeg(*arguments: str) -> list:
    return ["ffmpeg", "-v", "error", "-threads", "1", *arguments]


def as_bytes(images: Tensor) -> Tensor:
    return (images.clamp(0, 1) * 255).round().to(torch.uint8)
