"""Random changes to a batch of faces: pose, what a video call does to pixels, occlusion.

All functions take and return float (n, 1, 48, 48) in 0..1 and change whole batches at
once. Random numbers come from torch's global generator.
"""
import math
from typing import Any, Dict, List

import torch
from torch import Tensor
from torch.nn import functional as F

# Luminance table of the JPEG standard (ITU-T T.81, annex K.1).
JPEG_LUMINANCE = torch.tensor([
    [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55],
    [14, 13, 16, 24, 40, 57, 69, 56], [14, 17, 22, 29, 51, 87, 80, 62],
    [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
], dtype=torch.float32)
DCT = torch.tensor([[math.sqrt((1 if k == 0 else 2) / 8) * math.cos(math.pi * (2 * i + 1) * k / 16)
                     for i in range(8)] for k in range(8)])


def between(count: int, low: float, high: float) -> Tensor:
    """`count` uniform numbers in low..high."""
    return torch.rand(count) * (high - low) + low


def chosen(count: int, probability: float) -> Tensor:
    """Indices of the images that a change applies to."""
    return (torch.rand(count) < probability).nonzero().squeeze(1)


def moved(images: Tensor, options: Dict[str, Any]) -> Tensor:
    """Rotate, scale, shear, shift and mirror; pixels from outside repeat the border."""
    count = len(images)
    angle = between(count, -1, 1) * math.radians(options["rotationDegrees"])
    scale_x, scale_y = torch.exp(between(count, -1, 1) * options["logScale"] + between(2 * count, -0.05, 0.05).view(2, -1))
    scale_x = scale_x * torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    shear = between(count, -1, 1) * options["shear"]
    shift = between(2 * count, -2, 2).view(2, -1) * options["shift"]
    cos, sin = torch.cos(angle), torch.sin(angle)
    matrix = torch.stack([
        torch.stack([cos * scale_x, (shear * cos - sin) * scale_y, shift[0]], 1),
        torch.stack([sin * scale_x, (shear * sin + cos) * scale_y, shift[1]], 1),
    ], 1)
    grid = F.affine_grid(matrix, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="border", align_corners=False)


def lowered(images: Tensor, sizes_px: List[int]) -> Tensor:
    """Down-sample to one random size and back, as a small tile of a call."""
    size = int(torch.randint(sizes_px[0], sizes_px[1] + 1, ()))
    small = F.interpolate(images, size=(size, size), mode="bilinear", antialias=True, align_corners=False)
    return F.interpolate(small, size=images.shape[2:], mode="bilinear", align_corners=False)


def blurred(images: Tensor, sigma_px: List[float]) -> Tensor:
    """Gaussian blur with one random deviation, in px."""
    sigma = float(between(1, *sigma_px))
    kernel = torch.exp(-torch.arange(-4.0, 5.0) ** 2 / (2 * sigma * sigma))
    kernel = kernel / kernel.sum()
    padded = F.pad(images, (4, 4, 4, 4), mode="replicate")
    return F.conv2d(F.conv2d(padded, kernel.view(1, 1, 9, 1)), kernel.view(1, 1, 1, 9))


def compressed(images: Tensor, quality: List[int]) -> Tensor:
    """Round 8x8 cosine coefficients as JPEG does, each image with its own quality (1..100)."""
    count, _, height, width = images.shape
    chosen_quality = between(count, *quality)
    factor = torch.where(chosen_quality < 50, 50 / chosen_quality, 2 - chosen_quality / 50)
    table = (JPEG_LUMINANCE * factor.view(-1, 1, 1)).clamp(min=1).view(-1, 1, 1, 8, 8) / 255
    blocks = images.view(count, height // 8, 8, width // 8, 8).transpose(2, 3) - 0.5
    coefficients = DCT @ blocks @ DCT.t()
    blocks = DCT.t() @ (torch.round(coefficients / table) * table) @ DCT + 0.5
    return blocks.transpose(2, 3).reshape(images.shape)


def relit(images: Tensor, options: Dict[str, Any]) -> Tensor:
    """Gamma, contrast about the mean, and brightness."""
    count = len(images)
    gamma = torch.exp(between(count, -1, 1) * options["logGamma"]).view(-1, 1, 1, 1)
    contrast = torch.exp(between(count, -1, 1) * options["logContrast"]).view(-1, 1, 1, 1)
    brightness = (between(count, -1, 1) * options["brightness"]).view(-1, 1, 1, 1)
    images = images.clamp(1e-3, 1) ** gamma
    mean = images.mean((1, 2, 3), keepdim=True)
    return ((images - mean) * contrast + mean + brightness).clamp(0, 1)


def erased(images: Tensor, side: List[float]) -> Tensor:
    """Cover a random rectangle with one grey value (sides as shares of the image)."""
    count, _, height, width = images.shape
    half_width, half_height = between(2 * count, side[0] / 2, side[1] / 2).view(2, -1, 1, 1, 1)
    centre_x, centre_y = torch.rand(2, count, 1, 1, 1)
    x = ((torch.arange(width) + 0.5) / width).view(1, 1, 1, -1)
    y = ((torch.arange(height) + 0.5) / height).view(1, 1, -1, 1)
    inside = ((x - centre_x).abs() < half_width) & ((y - centre_y).abs() < half_height)
    return torch.where(inside, torch.rand(count, 1, 1, 1), images)


def lower_part_covered(images: Tensor, share: List[float]) -> Tensor:
    """Cover mouth and chin with one grey value, as a hand or a microphone does (`share` of the height)."""
    count, _, height, _ = images.shape
    y = ((torch.arange(height) + 0.5) / height).view(1, 1, -1, 1)
    return torch.where(y > 1 - between(count, *share).view(-1, 1, 1, 1), torch.rand(count, 1, 1, 1), images)


def augmented(images: Tensor, options: Dict[str, Any], plain_share: float) -> Tensor:
    """One random view of each image; `options` is "augmentation" of config.json.

    The first `plain_share` of the batch is only mirrored and moved a little, as
    an aligned face in a good picture; the batch comes in random order.
    """
    plain = round(plain_share * len(images))
    if not plain:
        return degraded(images, options)
    return torch.cat([moved(images[:plain], {**options, **options["plain"]}), degraded(images[plain:], options)])


def degraded(images: Tensor, options: Dict[str, Any]) -> Tensor:
    """Every change, each with its own probability."""
    count = len(images)
    images = relit(moved(images, options), options)
    picked = chosen(count, options["blur"]["probability"])
    images[picked] = blurred(images[picked], options["blur"]["sigmaPx"])
    picked = chosen(count, options["noise"]["probability"])
    deviation = torch.rand(len(picked), 1, 1, 1) * options["noise"]["deviation"]
    images[picked] += torch.randn(len(picked), *images.shape[1:]) * deviation
    picked = chosen(count, options["lowResolution"]["probability"])
    if len(picked):
        images[picked] = lowered(images[picked], options["lowResolution"]["sizesPx"])
    picked = chosen(count, options["compression"]["probability"])
    images[picked] = compressed(images[picked], options["compression"]["quality"])
    picked = chosen(count, options["erase"]["probability"])
    images[picked] = erased(images[picked], options["erase"]["side"])
    picked = chosen(count, options["coveredMouth"]["probability"])
    images[picked] = lower_part_covered(images[picked], options["coveredMouth"]["share"])
    return images.clamp(0, 1)
