using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.KnownAnswers;

/// <summary>
/// Arithmetic of tensors with numbers that live until libtorch has read them. TorchSharp 0.107 makes a <see cref="Scalar"/> of every
/// number, also of the 1 by which <c>a + b</c> multiplies b, and hands its address to libtorch without keeping it alive during the call.
/// A garbage collection that another thread brings about may then free it before it is read: mostly that is an error ("Unknown scalar
/// type", "Expected false to be true"), but nothing says that what lies there is not another number. (dotnet/TorchSharp, pull requests
/// 1434 and 1496, of which 0.107 has neither.)
/// </summary>
/// <remarks>
/// <c>ScalarSpecs</c> names whatever in the program lets a number go. The operations are those of TorchSharp's operators, in their order,
/// and whole numbers stay whole, so that values, dtypes and gradients are theirs.
/// </remarks>
internal static class HeldScalars
{
    /// <summary>The whole number 0.</summary>
    internal static readonly Scalar Zero = 0.ToScalar();

    /// <summary>The whole number 1.</summary>
    internal static readonly Scalar One = 1.ToScalar();

    /// <summary>The whole number 2.</summary>
    internal static readonly Scalar Two = 2.ToScalar();

    /// <summary>left + right.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">Another.</param>
    internal static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>left + times·right, in one operation.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">Another.</param>
    /// <param name="times">What it is multiplied by.</param>
    internal static Tensor Plus(this Tensor left, Tensor right, double times)
    {
        using var held = times.ToScalar();
        return left.add(right, held);
    }

    /// <summary>left − right.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A number.</param>
    internal static Tensor Minus(this Tensor left, double right)
    {
        using var held = right.ToScalar();
        return left.sub(held);
    }

    /// <summary>1 − share.</summary>
    /// <param name="share">A tensor.</param>
    internal static Tensor OneMinus(this Tensor share) => share.negative().add(One, One);

    /// <summary>left · right.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A number.</param>
    internal static Tensor Times(this Tensor left, double right)
    {
        using var held = right.ToScalar();
        return left.mul(held);
    }

    /// <summary>left / right.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A number.</param>
    internal static Tensor DividedBy(this Tensor left, double right)
    {
        using var held = right.ToScalar();
        return left.div(held);
    }

    /// <summary>left / right.</summary>
    /// <param name="left">A tensor.</param>
    /// <param name="right">A whole number.</param>
    internal static Tensor DividedBy(this Tensor left, long right)
    {
        using var held = right.ToScalar();
        return left.div(held);
    }

    /// <summary>The square of each number.</summary>
    /// <param name="of">A tensor.</param>
    internal static Tensor Squared(this Tensor of) => of.pow(Two);
}
