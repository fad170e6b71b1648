using Reproduction.Kernels;
using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>Numbers for a tensor; those of four dimensions in the order N·H·W·C.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Shape">The tensor's shape, N×C×H×W for images.</param>
internal sealed record Operand(float[] Values, params long[] Shape)
{
    /// <summary>The tensor, in the layout that is asked for.</summary>
    internal Tensor On(Device device, BatchLayout? layout)
    {
        if (Shape is not [var n, var c, var h, var w]) return tensor(Values, Shape, device: device);
        var channelsLast = tensor(Values, [n, h, w, c], device: device).permute(0, 3, 1, 2);
        // Of a 1×1 map every order counts as contiguous: only a new tensor has the strides of one.
        return layout == BatchLayout.ChannelsLast ? channelsLast : empty(Shape, ScalarType.Float32, device).copy_(channelsLast);
    }
}
