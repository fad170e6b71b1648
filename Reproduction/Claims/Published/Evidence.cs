namespace Reproduction.Claims.Published;

/// <summary>What can test a claim.</summary>
[Flags]
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Whole numbers of images must print it.</summary>
    Counts = 1,

    /// <summary>Other published figures must agree with it.</summary>
    Figures = 2,

    /// <summary>Trained models can meet it or not.</summary>
    Runs = 4,
}
