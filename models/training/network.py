"""The expression network: plain 3x3 convolutions, residual adds, global average, two linear heads.

Every operation has one counterpart in a tfjs graph model. Batch norm exists only in
training and is folded into the convolution before it at export.
"""
from typing import Any, Dict, Iterator, List, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

INPUT_SIZE_PX = 48
FERPLUS_LABELS = ["neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear", "contempt"]
FER2013_LABELS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]


class ConvNorm(nn.Module):
    """3x3 convolution with TensorFlow's SAME padding, then batch norm.

    With stride 2 on an even size, SAME pads one pixel at the bottom and right only.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1) -> None:
        super().__init__()
        self.stride = stride
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, padding=1 if stride == 1 else 0, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        if self.stride == 2:
            x = F.pad(x, (0, 1, 0, 1))
        return self.norm(self.conv(x))


class ResidualBlock(nn.Module):
    """relu(x + conv(relu(conv(x)))) at one width (He et al. 2016, "Deep Residual Learning")."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = ConvNorm(channels, channels)
        self.second = ConvNorm(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(F.relu(self.first(x))))


class Layout(nn.Module):
    """One convolution as large as the stage, and what its values add to the logits (nothing at first)."""

    def __init__(self, channels: int, size: int, features: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, features, size, bias=False)
        self.norm = nn.BatchNorm2d(features)
        self.ferplus = nn.Linear(features, len(FERPLUS_LABELS), bias=False)
        self.fer2013 = nn.Linear(features, len(FER2013_LABELS), bias=False)
        nn.init.zeros_(self.ferplus.weight)
        nn.init.zeros_(self.fer2013.weight)

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, size, size) -> (n, features)."""
        return F.relu(self.norm(self.conv(x))).flatten(1)


class ExpressionNetwork(nn.Module):
    """Logits of FER+'s eight and FER-2013's seven expressions from one standardised grey face.

    `widths` are the channels of the stem at 48 px and of the stages at 24, 12 and 6 px.
    The global average forgets where in the face something was seen; `layout_features`
    more values, each with its own weight for every place of the last stage, keep that.
    """

    def __init__(self, widths: List[int], layout_features: int, dropout: float) -> None:
        super().__init__()
        self.stem = ConvNorm(1, widths[0])
        self.downs = nn.ModuleList(ConvNorm(a, b, stride=2) for a, b in zip(widths, widths[1:]))
        self.blocks = nn.ModuleList(ResidualBlock(width) for width in widths[1:])
        self.dropout = nn.Dropout(dropout)
        self.ferplus = nn.Linear(widths[-1], len(FERPLUS_LABELS))
        self.fer2013 = nn.Linear(widths[-1], len(FER2013_LABELS))
        self.layout = Layout(widths[-1], INPUT_SIZE_PX >> len(self.downs), layout_features)
        for block in self.blocks:
            nn.init.zeros_(block.second.norm.weight)

    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        """(n, 1, 48, 48) standardised pixels -> logits (n, 8) and (n, 7)."""
        x = F.relu(self.stem(x))
        for down, block in zip(self.downs, self.blocks):
            x = block(F.relu(down(x)))
        layout = self.dropout(self.layout(x))
        x = self.dropout(x.mean((2, 3)))
        return self.ferplus(x) + self.layout.ferplus(layout), self.fer2013(x) + self.layout.fer2013(layout)

    def convolutions(self) -> Iterator[Tuple[str, ConvNorm, int]]:
        """Each convolution with its name in the exported graph and its output size in px."""
        size = INPUT_SIZE_PX
        yield "stem", self.stem, size
        for index, (down, block) in enumerate(zip(self.downs, self.blocks), start=1):
            size //= 2
            yield f"down{index}", down, size
            yield f"block{index}_first", block.first, size
            yield f"block{index}_second", block.second, size

    def cost(self) -> Dict[str, int]:
        """Multiply-adds for one image and parameters, both after batch norm is folded."""
        layout = self.layout
        heads = sum(layer.weight.numel() for layer in
                    (self.ferplus, self.fer2013, layout.ferplus, layout.fer2013, layout.conv))
        biases = self.ferplus.bias.numel() + self.fer2013.bias.numel() + layout.norm.num_features
        multiply_adds, parameters = heads, heads + biases
        for _, layer, size in self.convolutions():
            multiply_adds += layer.conv.weight.numel() * size * size
            parameters += layer.conv.weight.numel() + layer.conv.out_channels
        return {"multiplyAdds": multiply_adds, "parameters": parameters}


def network_of(config: Dict[str, Any]) -> ExpressionNetwork:
    """The network that a config.json describes, with fresh weights."""
    return ExpressionNetwork(config["widths"], config["layoutFeatures"], config["dropout"])


def standardise(pixels: Tensor) -> Tensor:
    """Mean 0 and deviation 1 for each image of (n, 1, h, w) in 0..1; the deviation is at least 0.05."""
    mean = pixels.mean((1, 2, 3), keepdim=True)
    deviation = pixels.std((1, 2, 3), unbiased=False, keepdim=True)
    return (pixels - mean) / deviation.clamp(min=0.05)
