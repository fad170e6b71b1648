namespace Reproduction.Kernels;

/// <summary>One image at a time in rows whose outer pixels are zero, as a depthwise convolution reads it.</summary>
internal static unsafe class PaddedRows<TVector, TSimd>
    where TVector : unmanaged
    where TSimd : ISimd<TVector>
{
    /// <summary>Makes the outer pixels of a group of images zero.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="padded">The group.</param>
    internal static void ClearEdges(MBConvShape shape, int images, float* padded)
    {
        var edge = shape.Depthwise.Padding * shape.Expanded;
        var row = shape.Width * shape.Expanded;
        for (var i = 0; i < images * shape.Height; i++, padded += row + 2 * edge)
        {
            new Span<float>(padded, edge).Clear();
            new Span<float>(padded + edge + row, edge).Clear();
        }
    }

    /// <summary>s1 of one image; where slopes are asked for, SiLU' beside it.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="u1">N·H·W·E, or the input where nothing is expanded.</param>
    /// <param name="norm">Norm1, where something is expanded.</param>
    /// <param name="image">Which image.</param>
    /// <param name="padded">H×(W + 2p)×E, is filled in.</param>
    /// <param name="slopes">H·W·E, is filled in; or null.</param>
    internal static void Activated(MBConvShape shape, float* u1, NormLine norm, int image, float* padded, float* slopes)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = shape.Width * e;
        var from = u1 + (nint)image * shape.Pixels * e;
        for (var i = 0; i < shape.Height; i++, from += row, padded += row + 2 * edge)
        {
            var inner = padded + edge;
            new Span<float>(padded, edge).Clear();
            if (!shape.Expands) new Span<float>(from, row).CopyTo(new(inner, row));
            else if (slopes == null)
                Channelwise<TVector, TSimd>.Pass(new NormThenSilu(from, norm.Scale, norm.Shift, inner), shape.Width, e);
            else
                Channelwise<TVector, TSimd>.Pass(
                    new NormThenSiluWithSlope(from, norm.Scale, norm.Shift, inner, slopes + (nint)i * row), shape.Width, e);
            new Span<float>(inner + row, edge).Clear();
        }
    }

    /// <summary>The gradient at u2 of one image.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="da2">N·H'·W'·E, the gradient at norm2's output.</param>
    /// <param name="u2">N·H'·W'·E.</param>
    /// <param name="norm">Norm2's gradient.</param>
    /// <param name="image">Which image.</param>
    /// <param name="padded">H'×(W' + 2p)×E, is filled in.</param>
    internal static void Gradient(MBConvShape shape, float* da2, float* u2, NormSlant norm, int image, float* padded)
    {
        var (e, size) = (shape.Expanded, shape.Depthwise);
        var edge = size.Padding * e;
        var row = size.OutputWidth * e;
        var at = (nint)image * shape.OutputPixels * e;
        for (var i = 0; i < size.OutputHeight; i++, at += row, padded += row + 2 * edge)
        {
            var inner = padded + edge;
            new Span<float>(padded, edge).Clear();
            Channelwise<TVector, TSimd>.Pass(norm.Gradient(da2 + at, 1, u2 + at, inner), size.OutputWidth, e);
            new Span<float>(inner + row, edge).Clear();
        }
    }
}
