namespace Reproduction.Specs;

/// <summary>The working tree that the specs were built from: they read its reference values, its artifacts and its scripts.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Reproduction.sln</c>.</summary>
    public static string Folder { get; } = Above(AppContext.BaseDirectory);

    /// <summary>
    /// The folder of the program as it was built and people start it. The copy beside the specs has a count in every line where coverage
    /// is measured.
    /// </summary>
    public static string Program { get; } = Path(
        ["Reproduction", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]]);

    /// <summary>The program's executable.</summary>
    public static string Executable => System.IO.Path.Combine(Program, "reproduction");

    /// <summary>A file or folder in it.</summary>
    public static string Path(params string[] names) => System.IO.Path.Combine([Folder, .. names]);

    private static string Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Reproduction.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {start} holds Reproduction.sln.");
    }
}
