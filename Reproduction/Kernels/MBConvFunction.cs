using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Reproduction.Kernels;

/// <summary><see cref="MBConvForward"/> as a node of libtorch's graph.</summary>
internal sealed unsafe class MBConvFunction : SingleTensorFunction<MBConvFunction>
{
    private const string LayerKey = "layer";

    public override string Name => nameof(MBConvFunction);

    /// <summary>The block's output in training.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="keep">N×1×1×1 factors of the residual branch, or null.</param>
    internal static Tensor Train(MBConvLayer layer, Tensor input, Tensor? keep) => apply([layer, keep!, input, .. layer.Parameters()]);

    /// <summary>The block's output in evaluation; no gradient flows.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="input">N×C×H×W.</param>
    internal static Tensor Evaluate(MBConvLayer layer, Tensor input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var shape = layer.Shape(input);
        var pixels = Memory.Pixels(input);
        var output = NewOutput(shape);
        float* x = Memory.Of(pixels), y = Memory.Of(output);
        Arithmetic.Run(new MBConvEvaluate(layer, shape, x, y));
        return output.MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var layer = (MBConvLayer)vars[0];
        var keep = (Tensor?)vars[1];
        var input = (Tensor)vars[2];
        var shape = layer.Shape(input);
        var pixels = Memory.Pixels(input);
        var u1 = shape.Expands ? empty([shape.Images, shape.Pixels, shape.Expanded], ScalarType.Float32, CPU) : null;
        var u2 = empty([shape.Images, shape.OutputPixels, shape.Expanded], ScalarType.Float32, CPU);
        var u3 = empty([shape.Images, shape.OutputPixels, shape.Output], ScalarType.Float32, CPU);
        var rest = empty([MBConvSaved.RestSize(shape)], ScalarType.Float32, CPU);
        var output = NewOutput(shape);

        var saved = new MBConvSaved(shape, u1 is null ? null : Memory.Of(u1), Memory.Of(u2), Memory.Of(u3), Memory.Of(rest));
        float* x = Memory.Of(pixels), y = Memory.Of(output), factors = keep is null ? null : Memory.Of(keep);
        var weights = layer.Weights();
        Arithmetic.Run(new MBConvForward(shape, weights, x, factors, saved, y));
        layer.CountBatch();

        ctx.save_data(LayerKey, layer);
        ctx.save_for_backward([keep!, pixels, u1!, u2, u3, rest]);
        // The context keeps what it saves only from the end of this call on.
        foreach (var kept in new[] { pixels, u1, u2, u3, rest }) kept?.MoveToOuterDisposeScope();
        return output.MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var layer = (MBConvLayer)ctx.get_data(LayerKey);
        var saved = ctx.get_saved_variables();
        var (keep, pixels, u1, u2, u3, rest) = (saved[0], saved[1], saved[2], saved[3], saved[4], saved[5]);
        var shape = layer.Shape(pixels.permute(0, 3, 1, 2));
        var direction = Memory.Pixels(grad_output);
        var input = Memory.New(shape.Images, shape.Input, shape.Height, shape.Width);
        var gradients = layer.Parameters().Select(Memory.NewLike).ToArray();

        var keptSums = new MBConvSaved(shape, u1 is null ? null : Memory.Of(u1), Memory.Of(u2), Memory.Of(u3), Memory.Of(rest));
        float* x = Memory.Of(pixels), dy = Memory.Of(direction), factors = keep is null ? null : Memory.Of(keep);
        var to = layer.Gradients(input, gradients);
        var weights = layer.Weights();
        Arithmetic.Run(new MBConvBackward(shape, weights, x, factors, keptSums, dy, to));
        return [null!, null!, .. gradients.Prepend(input).Select(gradient => gradient.MoveToOuterDisposeScope())];
    }

    private static Tensor NewOutput(MBConvShape shape) =>
        Memory.New(shape.Images, shape.Output, shape.Depthwise.OutputHeight, shape.Depthwise.OutputWidth);
}
