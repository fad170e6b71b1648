namespace Reproduction.Claims.Published;

/// <summary>How a figure became text.</summary>
public enum PrintedAs
{
    /// <summary>Every digit that the number needs.</summary>
    InFull,

    /// <summary>So many decimals of the binary double, ties to even.</summary>
    Printf,
}
