namespace Reproduction.Claims.Runs;

/// <summary>What a comparison of two sets of runs comes to.</summary>
public enum CompatibilityAnswer
{
    /// <summary>No figure differs by more than seeds explain, and each one's interval lies within its margin, all together.</summary>
    Yes,

    /// <summary>A figure differs by more than seeds explain, or the recipes differ.</summary>
    No,

    /// <summary>The runs cannot tell.</summary>
    Underpowered,
}
