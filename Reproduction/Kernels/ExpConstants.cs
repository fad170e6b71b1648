namespace Reproduction.Kernels;

/// <summary>
/// e^x = 2^n·e^r with n = round(x / ln 2) and |r| ≤ ln 2 / 2, where Taylor's series of seven terms is exact to float32. ln 2 is
/// split so that n times its upper part is exact.
/// </summary>
internal static class ExpConstants
{
    internal const float Lowest = -87f;
    internal const float Highest = 88f;
    internal const float Log2E = 1.44269504f;
    internal const float Ln2High = 0.693145752f;
    internal const float Ln2Low = 1.42860677e-6f;
    internal const float C3 = 1f / 6;
    internal const float C4 = 1f / 24;
    internal const float C5 = 1f / 120;
    internal const float C6 = 1f / 720;
    internal const float C7 = 1f / 5040;
}
