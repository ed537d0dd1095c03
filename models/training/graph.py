"""A folded network as a tfjs graph model: nodes, weight manifest and weight bytes.

Written by hand after the format that tfjs-converter reads
(https://github.com/tensorflow/tfjs/tree/master/tfjs-converter): a TensorFlow GraphDef
as JSON, with bytes in base64 and 64-bit integers as strings.
"""
import base64
from dataclasses import dataclass, field
from typing import Any, Dict, List, Tuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from network import FER2013_LABELS, FERPLUS_LABELS, INPUT_SIZE_PX, ExpressionNetwork

WEIGHTS_FILE = "weights.bin"
FLOAT = {"type": "DT_FLOAT"}
NHWC = {"s": base64.b64encode(b"NHWC").decode()}


@dataclass(frozen=True)
class Folded:
    """What is exported, rounded to float16 and held as float32.

    convolutions: name -> (weight (out, in, 3, 3), bias (out), stride).
    layout: (weight (features, in, size, size), bias (features)), as large as the last stage.
    heads: output name -> (weight (in, out), bias (out), weight of the layout's features (features, out)).
    """

    convolutions: Dict[str, Tuple[Tensor, Tensor, int]]
    layout: Tuple[Tensor, Tensor]
    heads: Dict[str, Tuple[Tensor, Tensor, Tensor]]

    def __call__(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        """(n, 1, 48, 48) standardised pixels -> logits (n, 8) and (n, 7), as the graph computes them."""
        def convolve(name: str, value: Tensor) -> Tensor:
            weight, bias, stride = self.convolutions[name]
            padded = F.pad(value, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
            return F.conv2d(padded, weight, bias, stride)

        x = F.relu(convolve("stem", x))
        for index in range(1, stages(self) + 1):
            x = F.relu(convolve(f"down{index}", x))
            inner = F.relu(convolve(f"block{index}_first", x))
            x = F.relu(x + convolve(f"block{index}_second", inner))
        layout = F.relu(F.conv2d(x, *self.layout)).flatten(1)
        average = x.mean((2, 3))
        return tuple(average @ weight + bias + layout @ places for weight, bias, places in self.heads.values())

    def eval(self) -> "Folded":
        """Nothing to switch off; lets evaluate.predicted take either kind of network."""
        return self


def stages(folded: Folded) -> int:
    return sum(name.startswith("down") for name in folded.convolutions)


def rounded(value: Tensor) -> Tensor:
    return value.detach().half().float()


def fold(network: ExpressionNetwork) -> Folded:
    """Multiply each batch norm into the convolution before it and round to float16."""
    def folded(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> Tuple[Tensor, Tensor]:
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        return rounded(conv.weight * scale.view(-1, 1, 1, 1)), rounded(norm.bias - norm.running_mean * scale)

    layout = network.layout
    heads = {"ferplus": (network.ferplus, layout.ferplus), "fer2013": (network.fer2013, layout.fer2013)}
    return Folded(
        {name: (*folded(layer.conv, layer.norm), layer.stride) for name, layer, _ in network.convolutions()},
        folded(layout.conv, layout.norm),
        {name: (rounded(head.weight.t()), rounded(head.bias), rounded(places.weight.t()))
         for name, (head, places) in heads.items()})


@dataclass
class GraphModel:
    """Nodes and weights in the order they are added."""

    nodes: List[Dict[str, Any]] = field(default_factory=list)
    manifest: List[Dict[str, Any]] = field(default_factory=list)
    weights: bytearray = field(default_factory=bytearray)

    def add(self, name: str, operation: str, inputs: List[str], attributes: Dict[str, Any]) -> str:
        node = {"name": name, "op": operation, "input": inputs, "attr": attributes}
        self.nodes.append({key: value for key, value in node.items() if value or key != "input"})
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        """float32 goes to the file as float16; int32 as it is."""
        kind = "DT_INT32" if value.dtype == np.int32 else "DT_FLOAT"
        entry = {"name": name, "shape": list(value.shape), "dtype": str(value.dtype)}
        if value.dtype == np.float32:
            entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
            value = value.astype("<f2")
        self.manifest.append(entry)
        self.weights += value.tobytes()
        tensor = {"dtype": kind, "tensorShape": {"dim": [{"size": str(size)} for size in value.shape]}}
        return self.add(name, "Const", [], {"dtype": {"type": kind}, "value": {"tensor": tensor}})

    def convolution(self, name: str, source: str, layer: Tuple[Tensor, Tensor, int], relu: bool,
                    padding: bytes = b"SAME") -> str:
        weight, bias, stride = layer
        inputs = [source, self.constant(f"{name}/weights", weight.permute(2, 3, 1, 0).contiguous().numpy()),
                  self.constant(f"{name}/bias", bias.numpy())]
        return self.add(name, "_FusedConv2D", inputs, {
            "T": FLOAT, "data_format": NHWC, "padding": {"s": base64.b64encode(padding).decode()},
            "strides": integers([1, stride, stride, 1]), "dilations": integers([1, 1, 1, 1]),
            "explicit_paddings": {"list": {}}, "use_cudnn_on_gpu": {"b": True}, **fused(relu)})

    def head(self, name: str, average: str, layout: str, head: Tuple[Tensor, Tensor, Tensor]) -> str:
        """The sum of two linear layers. The second has a bias of zeros: the engine runs no plain product."""
        weight, bias, places = (value.contiguous().numpy() for value in head)
        attributes = {"T": FLOAT, "transpose_a": {"b": False}, "transpose_b": {"b": False}, **fused(relu=False)}
        first = self.add(f"{name}_average", "_FusedMatMul", [
            average, self.constant(f"{name}/weights", weight), self.constant(f"{name}/bias", bias)], attributes)
        second = self.add(f"{name}_layout", "_FusedMatMul", [
            layout, self.constant(f"{name}/layout_weights", places),
            self.constant(f"{name}/no_bias", np.zeros_like(bias))], attributes)
        return self.add(name, "AddV2", [first, second], {"T": FLOAT})


def integers(values: List[int]) -> Dict[str, Any]:
    return {"list": {"i": [str(value) for value in values]}}


def fused(relu: bool) -> Dict[str, Any]:
    names = [b"BiasAdd", b"Relu"] if relu else [b"BiasAdd"]
    return {"fused_ops": {"list": {"s": [base64.b64encode(name).decode() for name in names]}},
            "num_args": {"i": "1"}, "epsilon": {"f": 0.0}}


def shape_of(sizes: List[int]) -> Dict[str, Any]:
    return {"dim": [{"size": str(size)} for size in sizes]}


def graph_of(folded: Folded) -> GraphModel:
    """Input `image` (n, 48, 48, 1), outputs `ferplus` (n, 8) and `fer2013` (n, 7), both logits."""
    graph = GraphModel()
    axes = graph.constant("average/axes", np.array([1, 2], dtype=np.int32))
    x = graph.add("image", "Placeholder", [], {
        "dtype": FLOAT, "shape": {"shape": shape_of([-1, INPUT_SIZE_PX, INPUT_SIZE_PX, 1])}})
    layers = folded.convolutions
    x = graph.convolution("stem", x, layers["stem"], relu=True)
    for index in range(1, stages(folded) + 1):
        x = graph.convolution(f"down{index}", x, layers[f"down{index}"], relu=True)
        inner = graph.convolution(f"block{index}_first", x, layers[f"block{index}_first"], relu=True)
        inner = graph.convolution(f"block{index}_second", inner, layers[f"block{index}_second"], relu=False)
        added = graph.add(f"block{index}_add", "AddV2", [x, inner], {"T": FLOAT})
        x = graph.add(f"block{index}", "Relu", [added], {"T": FLOAT})
    # The layout's output is 1x1 px: its mean only drops those two dimensions.
    layout = graph.convolution("layout_places", x, (*folded.layout, 1), relu=True, padding=b"VALID")
    mean = {"T": FLOAT, "Tidx": {"type": "DT_INT32"}, "keep_dims": {"b": False}}
    average, layout = (graph.add(name, "Mean", [source, axes], mean)
                       for name, source in (("average", x), ("layout", layout)))
    for name, head in folded.heads.items():
        graph.head(name, average, layout, head)
    return graph


def model_json(graph: GraphModel, metadata: Dict[str, Any]) -> Dict[str, Any]:
    """The contents of model.json; `metadata` becomes userDefinedMetadata."""
    def signature(name: str, sizes: List[int]) -> Dict[str, Any]:
        return {"name": f"{name}:0", "dtype": "DT_FLOAT", "tensorShape": shape_of(sizes)}

    return {
        "format": "graph-model",
        "generatedBy": "moodline models/training",
        "convertedBy": None,
        "signature": {
            "inputs": {"image": signature("image", [-1, INPUT_SIZE_PX, INPUT_SIZE_PX, 1])},
            "outputs": {"ferplus": signature("ferplus", [-1, len(FERPLUS_LABELS)]),
                        "fer2013": signature("fer2013", [-1, len(FER2013_LABELS)])},
        },
        "userDefinedMetadata": metadata,
        "modelTopology": {"node": graph.nodes, "library": {}, "versions": {"producer": 1087}},
        "weightsManifest": [{"paths": [WEIGHTS_FILE], "weights": graph.manifest}],
    }
