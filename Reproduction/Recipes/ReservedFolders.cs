namespace Reproduction.Recipes;

/// <summary>Folders of an experiment that are no model's, so that no model can be called as they are.</summary>
public static class ReservedFolders
{
    /// <summary>Of the models that all seeds share, beside the seeds' folders.</summary>
    public const string Shared = "shared";

    /// <summary>Of a report's figures, beside the models' folders.</summary>
    public const string Plots = "plots";
}
