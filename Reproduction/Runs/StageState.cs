namespace Reproduction.Runs;

/// <summary>How a stage stands.</summary>
public enum StageState
{
    /// <summary>Nothing of it is there.</summary>
    NotBegun,

    /// <summary>It was begun for this key and these inputs, and can be gone on with.</summary>
    Begun,

    /// <summary>What is there was made for another recipe, or from other inputs than those of now.</summary>
    Stale,

    /// <summary>Its outputs are there, as it left them and made from the inputs of now.</summary>
    Done,
}
