using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Reproduction.Kernels;

/// <summary><see cref="ConvNormForward"/> as a node of libtorch's graph.</summary>
internal sealed unsafe class ConvNormFunction : SingleTensorFunction<ConvNormFunction>
{
    private const string LayerKey = "layer";
    private const string BackToInputKey = "gradient at the input";

    public override string Name => nameof(ConvNormFunction);

    /// <summary>The layer's output in training.</summary>
    internal static Tensor Train(ConvNormLayer layer, Tensor input) => apply([layer, input, .. layer.Parameters()]);

    /// <summary>The layer's output in evaluation; no gradient flows.</summary>
    internal static Tensor Evaluate(ConvNormLayer layer, Tensor input)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var shape = layer.Shape(input);
        var pixels = Memory.Pixels(input);
        var weight = Memory.Pixels(layer.Weight);
        var output = NewOutput(shape);
        float* x = Memory.Of(pixels), w = Memory.Of(weight), y = Memory.Of(output);
        Arithmetic.Run(new ConvNormEvaluate(layer, shape, w, x, y));
        return output.MoveToOuterDisposeScope();
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var layer = (ConvNormLayer)vars[0];
        var input = (Tensor)vars[1];
        var shape = layer.Shape(input);
        var norm = layer.Norm.Memory();
        var pixels = Memory.Pixels(input);
        var weight = Memory.Pixels(layer.Weight);
        var kept = empty([shape.Rows, shape.Output], ScalarType.Float32, CPU);
        var line = empty([norm.LineSize], ScalarType.Float32, CPU);
        var output = NewOutput(shape);

        float* x = Memory.Of(pixels), w = Memory.Of(weight), u = Memory.Of(kept), y = Memory.Of(output);
        var normLine = new NormLine(Memory.Of(line), shape.Output);
        Arithmetic.Run(new ConvNormForward(shape, w, norm, x, u, normLine, y));
        layer.Norm.CountBatch();

        ctx.save_data(LayerKey, layer);
        ctx.save_data(BackToInputKey, input.requires_grad);
        ctx.save_for_backward([pixels, kept, line]);
        foreach (var saved in new[] { pixels, kept, line }) saved.MoveToOuterDisposeScope();
        return output.MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var layer = (ConvNormLayer)ctx.get_data(LayerKey);
        var backToInput = (bool)ctx.get_data(BackToInputKey);
        var saved = ctx.get_saved_variables();
        var (pixels, kept, line) = (saved[0], saved[1], saved[2]);
        var shape = layer.Shape(pixels.permute(0, 3, 1, 2));
        var direction = Memory.Pixels(grad_output);
        var weight = Memory.Pixels(layer.Weight);
        var input = backToInput ? Memory.New(shape.Images, shape.Input, shape.Height, shape.Width) : null;
        var gradients = layer.Parameters().Select(Memory.NewLike).ToArray();

        var to = new ConvNormGradients
        {
            Input = input is null ? null : Memory.Of(input),
            Weight = Memory.Of(gradients[0]),
            Gamma = Memory.Of(gradients[1]),
            Beta = Memory.Of(gradients[2]),
        };
        float* x = Memory.Of(pixels), w = Memory.Of(weight), u = Memory.Of(kept), dy = Memory.Of(direction);
        var normLine = new NormLine(Memory.Of(line), shape.Output);
        Arithmetic.Run(new ConvNormBackward(shape, w, layer.Norm.Memory(), x, u, normLine, dy, to));
        return [null!, input?.MoveToOuterDisposeScope()!, .. gradients.Select(gradient => gradient.MoveToOuterDisposeScope())];
    }

    private static Tensor NewOutput(ConvNormShape shape) => Memory.New(shape.Images, shape.Output, shape.OutputHeight, shape.OutputWidth);
}
